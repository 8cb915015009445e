using System.Data.Common;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>Tells the team of a client something about its schedule: its staff chats, or the owner where it has none.</summary>
internal sealed class StaffNotices(Outbox outbox)
{
    private readonly Outbox _outbox = outbox;

    /// <summary>Enqueues the notice once for each chat of the team, whoever asks again with the same key.</summary>
    public async Task EnqueueAsync(
        DbConnection connection,
        DbTransaction transaction,
        IReadOnlyList<BoundChat> chats,
        Client client,
        string dedupKey,
        Func<Language, string> html,
        CancellationToken cancellationToken)
    {
        foreach (var chat in Team(chats, client.Id))
        {
            var message = new OutboxMessage
            {
                ChatId = chat.ChatId,
                ThreadId = chat.ThreadId,
                Kind = OutboxKind.Notice,
                Content = new TextContent(html(chat.Language)),
                ClientId = client.Id,
                DedupKey = $"{dedupKey}:{chat.Id}",
            };
            await _outbox.EnqueueAsync(connection, transaction, message, cancellationToken);
        }
    }

    internal static IReadOnlyList<BoundChat> Team(IReadOnlyList<BoundChat> chats, long clientId)
    {
        var enabled = chats.Where(chat => chat.Enabled).ToList();
        var staff = enabled.Where(chat => chat.Purpose == ChatPurpose.Staff && (chat.ClientIds.Count == 0 || chat.ClientIds.Contains(clientId))).ToList();
        return [.. (staff.Count > 0 ? staff : enabled.Where(chat => chat.Purpose == ChatPurpose.Owner)).DistinctBy(chat => (chat.ChatId, chat.ThreadId))];
    }
}
