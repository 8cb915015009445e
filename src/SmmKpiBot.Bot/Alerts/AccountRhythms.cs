using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>When the next data of an account is to be expected, from its own rhythm: how long it usually takes from one observation to the next.</summary>
internal sealed class AccountRhythms(Database database)
{
    /// <summary>Fewer intervals than this are no rhythm.</summary>
    private const int Enough = 3;

    /// <summary>Of the rhythm: one missed time is still no trouble.</summary>
    private const double Patience = 2;

    /// <summary>Files that came on one day were one delivery.</summary>
    private static readonly TimeSpan OneDelivery = TimeSpan.FromHours(12);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(100);

    private readonly Database _database = database;

    /// <summary>By account of a client; those without a rhythm are left out.</summary>
    public async Task<IReadOnlyDictionary<long, DateTimeOffset>> OfAsync(long clientId, CancellationToken cancellationToken)
    {
        const string observed = """
            select b.account_id as AccountId, b.observed_at as ObservedAt from account a join batch b on b.account_id = a.id
            where a.client_id = @clientId and b.completed_at is not null and b.undone_at is null
            order by b.account_id, b.observed_at
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<ObservationRow>(new CommandDefinition(observed, new { clientId }, cancellationToken: cancellationToken));
        Dictionary<long, DateTimeOffset> expected = [];
        foreach (var account in rows.GroupBy(row => row.AccountId))
        {
            if (Expected([.. account.Select(row => UnixMicros.ToInstant(row.ObservedAt))]) is { } next)
                expected.Add(account.Key, next);
        }

        return expected;
    }

    /// <summary>Null where no rhythm is known.</summary>
    internal static DateTimeOffset? Expected(IReadOnlyList<DateTimeOffset> observed)
    {
        List<DateTimeOffset> deliveries = [];
        foreach (var at in observed)
        {
            if (deliveries.Count == 0 || at - deliveries[^1] >= OneDelivery)
                deliveries.Add(at);
            else
                deliveries[^1] = at;
        }

        var gaps = deliveries.Zip(deliveries.Skip(1), (one, next) => next - one).TakeLast(8).Order().ToList();
        if (gaps.Count < Enough)
            return null;

        var usual = gaps[gaps.Count / 2];
        return deliveries[^1] + (usual * Patience < Longest ? usual * Patience : Longest);
    }

    private sealed record ObservationRow
    {
        public long AccountId { get; init; }

        public long ObservedAt { get; init; }
    }
}
