using Dapper;
using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>How the measured feeds fare: connected, in the chat, and able to hear there.</summary>
internal sealed class FeedHealth(Database database) : IAccountHealth
{
    private readonly Database _database = database;

    public async Task<IReadOnlyList<AccountHealth>> ReadAsync(long? clientId, CancellationToken cancellationToken)
    {
        const string sql = """
            select f.account_id as AccountId, a.client_id as ClientId, f.kind as Kind, f.checked_at as CheckedAt, f.trouble as Trouble, f.trouble_since as TroubleSince, l.closed_at as ClosedAt
            from telegram_feed f join account a on a.id = f.account_id left join live_feed l on l.account_id = f.account_id
            where f.state = 1 and (a.client_id = @clientId or @clientId = 0)
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(sql, new { clientId = clientId ?? 0 }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToHealth())];
    }

    private sealed record Row
    {
        public long AccountId { get; init; }

        public long ClientId { get; init; }

        public long Kind { get; init; }

        public long? CheckedAt { get; init; }

        public string? Trouble { get; init; }

        public long? TroubleSince { get; init; }

        public long? ClosedAt { get; init; }

        public AccountHealth ToHealth()
        {
            var health = new AccountHealth(AccountId, ClientId) { TriedAt = UnixMicros.ToInstant(CheckedAt ?? ClosedAt) };
            if (ClosedAt is null && Trouble is null)
                return health;

            var gone = (FeedKind)Kind == FeedKind.Business ? AccountTrouble.Disconnected : AccountTrouble.PutOut;
            return health with
            {
                Condition = AccountCondition.NeedsReconnecting,
                Reason = ClosedAt is not null ? gone : Enum.TryParse<AccountTrouble>(Trouble, out var trouble) ? trouble : null,
                Since = UnixMicros.ToInstant(ClosedAt ?? TroubleSince),
            };
        }
    }
}
