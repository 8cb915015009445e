using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Access;

/// <summary>Bindings of chats.</summary>
internal sealed class ChatStore(Database database)
{
    private readonly Database _database = database;

    public Task<IReadOnlyList<BoundChat>> ListAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<BoundChat?> FindAsync(long chatId, int? threadId, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<BoundChat?> FindAsync(long id, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Changes schedule and language of a chat; the digest schedule follows at once.</summary>
    public Task UpdateAsync(BoundChat chat, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<bool> RemoveAsync(long id, CancellationToken cancellationToken) => throw new NotImplementedException();
}
