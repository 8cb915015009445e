using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Security;

namespace SmmKpiBot.Data.Conversations;

/// <summary>
/// The record that the team keeps of a client's conflicts: only ever added to, and what became of a conflict is what its events say. Two doors to the same
/// conflict lead to one case: of a conversation at most one is open.
/// </summary>
public sealed class ConflictLedger(LiveFeeds feeds, IOptions<SecurityOptions> security, TimeProvider timeProvider)
{
    private const int LongestText = 500;

    private readonly LiveFeeds _feeds = feeds;
    private readonly bool _keepsTexts = security.Value.KeepTexts;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Opens a conflict, or finds the one that is open for this conversation already.</summary>
    public async Task<(long Id, bool IsNew)> OpenAsync(DbConnection connection, DbTransaction transaction, Client client, NewConflict conflict, ConflictActor by)
    {
        const string sql = """
            insert into conflict_case (ledger_id, account_id, conversation, message_id, opened_at, opened_after, link, words, media)
            values (@ledgerId, @accountId, @Conversation, @MessageId, @at, @after, @Link, @words, @media)
            on conflict (account_id, conversation) where resolved_at is null do nothing
            returning id
            """;
        var now = _timeProvider.GetUtcNow();
        var at = conflict.At < now ? conflict.At.Value : now;
        var ledgerId = await LedgerAsync(connection, transaction, client);
        var accountId = conflict.AccountId ?? ledgerId;
        var values = new
        {
            ledgerId,
            accountId,
            conflict.Conversation,
            conflict.MessageId,
            at = UnixMicros.Of(at),
            after = conflict.After < at ? UnixMicros.Of(conflict.After.Value) : (long?)null,
            conflict.Link,
            words = FirstWords.Of(conflict.Words),
            media = (long?)conflict.Media,
        };
        if (await connection.ExecuteScalarAsync<long?>(sql, values, transaction) is { } id)
        {
            await AddAsync(connection, transaction, id, client.Id, new ConflictEvent { Kind = ConflictEventKind.Opened, At = at, UserId = by.UserId, Name = by.Name });
            return (id, true);
        }

        return (await FindOpenAsync(connection, transaction, accountId, conflict.Conversation ?? "")
            ?? throw new InvalidOperationException("The open conflict of a conversation is gone."), false);
    }

    /// <summary>False when it is resolved already.</summary>
    public async Task<bool> ResolveAsync(DbConnection connection, DbTransaction transaction, ConflictCase conflict, ConflictActor by, DateTimeOffset? at = null)
    {
        const string sql = "update conflict_case set resolved_at = @at, words = case when @keeps = 1 then words else null end where id = @Id and resolved_at is null";
        var when = NotBefore(conflict, at);
        if (await connection.ExecuteAsync(sql, new { conflict.Id, at = UnixMicros.Of(when), keeps = _keepsTexts ? 1L : 0L }, transaction) == 0)
            return false;
        await AddAsync(connection, transaction, conflict.Id, conflict.ClientId, new ConflictEvent { Kind = ConflictEventKind.Resolved, At = when, UserId = by.UserId, Name = by.Name });
        return true;
    }

    /// <summary>False when it is open already, or another one is open for the same conversation.</summary>
    public async Task<bool> ReopenAsync(DbConnection connection, DbTransaction transaction, ConflictCase conflict, ConflictActor by, DateTimeOffset? at = null)
    {
        const string sql = """
            update conflict_case set resolved_at = null
            where id = @Id and resolved_at is not null and not exists (
                select 1 from conflict_case o
                where o.account_id = conflict_case.account_id and o.conversation = conflict_case.conversation and o.resolved_at is null)
            """;
        if (await connection.ExecuteAsync(sql, new { conflict.Id }, transaction) == 0)
            return false;
        await AddAsync(
            connection, transaction, conflict.Id, conflict.ClientId, new ConflictEvent { Kind = ConflictEventKind.Reopened, At = NotBefore(conflict, at), UserId = by.UserId, Name = by.Name });
        return true;
    }

    public Task TakeAsync(DbConnection connection, DbTransaction transaction, ConflictCase conflict, ConflictActor by) =>
        AddAsync(connection, transaction, conflict.Id, conflict.ClientId, Now(conflict, ConflictEventKind.Owner, by));

    public Task NoteAsync(DbConnection connection, DbTransaction transaction, ConflictCase conflict, string text, ConflictActor by) =>
        AddAsync(connection, transaction, conflict.Id, conflict.ClientId, Now(conflict, ConflictEventKind.Note, by) with { Text = TextCut.To(text, LongestText) });

    /// <param name="rating">From 1 to 5; the last one counts.</param>
    /// <param name="survey">The survey of an inbox that asked for it.</param>
    public Task RateAsync(DbConnection connection, DbTransaction transaction, ConflictCase conflict, int rating, ConflictActor by, long? survey = null) => rating is >= 1 and <= 5
        ? AddAsync(connection, transaction, conflict.Id, conflict.ClientId, Now(conflict, ConflictEventKind.Rating, by) with { Value = rating, Text = survey?.ToString(CultureInfo.InvariantCulture) })
        : throw new ArgumentOutOfRangeException(nameof(rating), rating, "A rating is a number from 1 to 5.");

    /// <summary>The customer is asked for a rating.</summary>
    /// <returns>The question, which an answer names.</returns>
    public Task<long> AskAsync(DbConnection connection, DbTransaction transaction, ConflictCase conflict, ConflictActor by) =>
        AddAsync(connection, transaction, conflict.Id, conflict.ClientId, Now(conflict, ConflictEventKind.RatingAsked, by));

    /// <summary>The question did not arrive.</summary>
    public Task NotAskedAsync(DbConnection connection, DbTransaction transaction, ConflictCase conflict, string why) =>
        AddAsync(connection, transaction, conflict.Id, conflict.ClientId, Now(conflict, ConflictEventKind.RatingNotAsked, ConflictActor.Delivery) with { Text = TextCut.To(why, LongestText) });

    /// <summary>The open conflict of a conversation.</summary>
    public static Task<long?> FindOpenAsync(DbConnection connection, DbTransaction? transaction, long accountId, string conversation)
    {
        const string sql = "select id from conflict_case where account_id = @accountId and conversation = @conversation and resolved_at is null";
        return connection.ExecuteScalarAsync<long?>(sql, new { accountId, conversation }, transaction);
    }

    /// <summary>The client's account that conflicts of its ledger belong to. Made, and observed from that day on, when it is first needed.</summary>
    private async Task<long> LedgerAsync(DbConnection connection, DbTransaction transaction, Client client)
    {
        const string add = "insert into account (client_id, network, name) values (@Id, @network, @name) on conflict (client_id, network, name) do nothing";
        const string find = "select id from account where client_id = @Id and network = @network and name = @name";
        var values = new { client.Id, network = Account.LedgerNetwork, name = Account.LedgerName };
        await connection.ExecuteAsync(add, values, transaction);
        var id = await connection.ExecuteScalarAsync<long>(find, values, transaction);
        await _feeds.OpenAsync(connection, transaction, id, FactKind.Conflicts);
        await _feeds.CoverTodayAsync(connection, transaction, client, id);
        return id;
    }

    /// <summary>Events follow each other in time, whatever a clock or an inbox says.</summary>
    private DateTimeOffset NotBefore(ConflictCase conflict, DateTimeOffset? at = null)
    {
        var when = at < _timeProvider.GetUtcNow() ? at.Value : _timeProvider.GetUtcNow();
        return conflict.Events is [.., var last] && last.At > when ? last.At : when;
    }

    private ConflictEvent Now(ConflictCase conflict, ConflictEventKind kind, ConflictActor by) => new() { Kind = kind, At = NotBefore(conflict), UserId = by.UserId, Name = by.Name };

    private async Task<long> AddAsync(DbConnection connection, DbTransaction transaction, long id, long clientId, ConflictEvent added)
    {
        const string sql = """
            insert into conflict_event (case_id, kind, at, recorded_at, user_id, name, text, value) values (@id, @kind, @at, @now, @UserId, @Name, @Text, @value) returning id
            """;
        var now = UnixMicros.Of(_timeProvider.GetUtcNow());
        var values = new { id, kind = (long)added.Kind, at = UnixMicros.Of(added.At), now, added.UserId, added.Name, added.Text, value = (long?)added.Value };
        var eventId = await connection.ExecuteScalarAsync<long>(sql, values, transaction);
        await ClientVersion.RaiseAsync(connection, transaction, clientId);
        return eventId;
    }
}
