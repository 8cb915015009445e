using System.Data.Common;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>Follows what happens to chats while messages go out. Called inside the transaction that writes it down, which may run again.</summary>
internal interface IChatWatcher
{
    /// <summary>A group became a supergroup: everything kept under the old id belongs to the new one.</summary>
    Task MovedAsync(DbConnection connection, DbTransaction transaction, long fromChatId, long toChatId, CancellationToken cancellationToken);

    /// <summary>A chat cannot be written to any more; called once until it is enabled again.</summary>
    Task DisabledAsync(DbConnection connection, DbTransaction transaction, long chatId, string reason, CancellationToken cancellationToken);
}
