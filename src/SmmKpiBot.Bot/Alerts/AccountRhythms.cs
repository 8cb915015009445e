using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>When the next data of an account is to be expected, from its own rhythm: how long it usually takes from one observation to the next.</summary>
internal sealed class AccountRhythms(Database database, TimeProvider timeProvider)
{
    /// <summary>Fewer intervals than this are no rhythm.</summary>
    private const int Enough = 3;

    /// <summary>So many intervals, the last ones, are the rhythm.</summary>
    private const int Most = 8;

    /// <summary>Of the rhythm: one missed time is still no trouble.</summary>
    private const double Patience = 2;

    /// <summary>Files that came on one day were one delivery.</summary>
    private static readonly TimeSpan OneDelivery = TimeSpan.FromHours(12);

    /// <summary>So many of the longest intervals.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(900);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(100);

    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>By account of a client; those without a rhythm are left out.</summary>
    public async Task<IReadOnlyDictionary<long, DateTimeOffset>> OfAsync(long clientId, CancellationToken cancellationToken)
    {
        // A live account makes a batch of every message: from the newest back, each step passes over all that one delivery brought within its hours.
        const string observed = """
            with recursive walk (account_id, at, delivery) as (
                select a.id, (select max(b.observed_at) from batch b where b.account_id = a.id and b.completed_at is not null and b.undone_at is null), 1
                from account a where a.client_id = @clientId
                union all
                select w.account_id,
                    coalesce(
                        (select min(b.observed_at) from batch b
                            where b.account_id = w.account_id and b.completed_at is not null and b.undone_at is null and b.observed_at > w.at - @oneDelivery and b.observed_at < w.at),
                        (select max(b.observed_at) from batch b
                            where b.account_id = w.account_id and b.completed_at is not null and b.undone_at is null and b.observed_at <= w.at - @oneDelivery)),
                    w.delivery + case when exists (
                        select 1 from batch b
                        where b.account_id = w.account_id and b.completed_at is not null and b.undone_at is null and b.observed_at > w.at - @oneDelivery and b.observed_at < w.at)
                        then 0 else 1 end
                from walk w where w.at >= @oldest and w.delivery <= @deliveries)
            select account_id as AccountId, at as ObservedAt from walk where at >= @oldest and delivery <= @deliveries order by account_id, at
            """;
        var values = new
        {
            clientId,
            oneDelivery = (long)OneDelivery.TotalMicroseconds,
            oldest = UnixMicros.Of(_timeProvider.GetUtcNow() - Oldest),
            deliveries = (long)Most + 1,
        };
        await using var connection = await _database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<ObservationRow>(new CommandDefinition(observed, values, cancellationToken: cancellationToken));
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

        var gaps = deliveries.Zip(deliveries.Skip(1), (one, next) => next - one).TakeLast(Most).Order().ToList();
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
