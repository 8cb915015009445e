using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;

namespace SmmKpiBot.Sandbox.Demo;

/// <summary>
/// Writes the invented figures as collection runs would: a long history, then runs that read the last weeks again, so that weeks are restated
/// and the last days are provisional. As the clock moves on, later days follow.
/// </summary>
internal sealed class DemoFigures(ClientStore clients, AccountStore accounts, FactBatchStore batches)
{
    private const int LookbackDays = 16;
    private static readonly TimeSpan RunsAt = TimeSpan.FromHours(6);
    private static readonly int[] FirstRunsDaysAgo = [28, 14, 7, 0];

    private readonly List<(DemoSource Source, Account Account, TimeZoneInfo Zone)> _sources = [];
    private readonly Dictionary<long, DateOnly> _lastRuns = [];
    private DateOnly _writtenUpTo;

    /// <summary>Adds the clients with their accounts and all figures up to yesterday.</summary>
    public async Task CreateAsync(IReadOnlyList<DemoClient> demo, DemoCalendar calendar, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var client in demo)
        {
            await AddAsync(client, cancellationToken);
        }

        var from = calendar.Start;
        foreach (var daysAgo in FirstRunsDaysAgo)
        {
            await RunAllAsync(from, calendar.DaysAgo(daysAgo), now, cancellationToken);
            from = calendar.DaysAgo(daysAgo + LookbackDays);
        }

        _writtenUpTo = calendar.Today;
    }

    /// <summary>Goes on with clients that an earlier run of the sandbox made.</summary>
    /// <param name="writtenUpTo">The day of the last run of the sources.</param>
    public async Task ResumeAsync(IReadOnlyList<DemoClient> demo, DateOnly writtenUpTo, CancellationToken cancellationToken)
    {
        foreach (var client in demo)
        {
            await ResumeAsync(client, writtenUpTo, cancellationToken);
        }

        _writtenUpTo = writtenUpTo;
    }

    /// <summary>Reads the days that passed since, each morning at six.</summary>
    public async Task CatchUpAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (_sources.Count > 0 && now >= RunInstant(_writtenUpTo.AddDays(1), _sources[0].Zone))
        {
            _writtenUpTo = _writtenUpTo.AddDays(1);
            await RunAllAsync(_writtenUpTo.AddDays(-LookbackDays), _writtenUpTo, now, cancellationToken);
        }
    }

    private static DateTimeOffset RunInstant(DateOnly day, TimeZoneInfo zone) => LocalDay.Start(day, zone) + RunsAt;

    private async Task AddAsync(DemoClient demo, CancellationToken cancellationToken)
    {
        var client = await clients.AddAsync(demo.Slug, demo.Name, demo.Keys, cancellationToken);
        foreach (var source in demo.Sources)
        {
            var account = await accounts.AddAsync(client.Id, source.Network, source.Name, null, cancellationToken)
                ?? throw new InvalidOperationException($"The demo has {source.FullName} twice.");
            _sources.Add((source, account, client.TimeZone));
        }
    }

    private async Task ResumeAsync(DemoClient demo, DateOnly writtenUpTo, CancellationToken cancellationToken)
    {
        if (await clients.FindAsync(demo.Slug, cancellationToken) is not { } client)
        {
            return;
        }

        foreach (var source in demo.Sources)
        {
            if (await accounts.FindAsync(client.Id, source.FullName, cancellationToken) is { } account)
            {
                _sources.Add((source, account, client.TimeZone));
                _lastRuns[account.Id] = writtenUpTo;
            }
        }
    }

    /// <summary>Runs every source on the morning of <paramref name="runDay"/> over the days before it; a silent one had its last run long ago.</summary>
    private async Task RunAllAsync(DateOnly from, DateOnly runDay, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (source, account, zone) in _sources)
        {
            var day = source.SilentAfter is { } silent && silent < runDay ? silent.AddDays(1) : runDay;
            if (_lastRuns.GetValueOrDefault(account.Id) < day)
            {
                _lastRuns[account.Id] = day;
                var at = RunInstant(day, zone);
                await RunAsync(source, new DemoRun(account.Id, from, day.AddDays(-1), at < now ? at : now, zone), cancellationToken);
            }
        }
    }

    private async Task RunAsync(DemoSource source, DemoRun run, CancellationToken cancellationToken)
    {
        await using var writer = await batches.BeginAsync(
            new NewBatch { AccountId = run.AccountId, Origin = BatchOrigin.Network, ObservedAt = run.ObservedAt }, cancellationToken);
        foreach (var part in Working(source, run))
        {
            foreach (var fact in source.Read(part))
            {
                await WriteAsync(writer, fact, cancellationToken);
            }
        }

        await writer.CompleteAsync(cancellationToken);
    }

    /// <summary>The run cut into the stretches in which the source was up.</summary>
    private static IEnumerable<DemoRun> Working(DemoSource source, DemoRun run)
    {
        var from = run.From;
        foreach (var (begin, end) in source.Outages.Where(outage => outage.To >= run.From && outage.From <= run.To).OrderBy(outage => outage.From))
        {
            if (begin > from)
            {
                yield return run with { From = from, To = begin.AddDays(-1) };
            }

            from = end.AddDays(1);
        }

        if (from <= run.To)
        {
            yield return run with { From = from };
        }
    }

    private static async ValueTask WriteAsync(FactBatchWriter writer, object fact, CancellationToken cancellationToken)
    {
        switch (fact)
        {
            case MetricPoint point:
                await writer.WriteAsync(point, cancellationToken);
                break;
            case Post post:
                await writer.WriteAsync(post, cancellationToken);
                break;
            case ConversationMessage message:
                await writer.WriteAsync(message, cancellationToken);
                break;
            case AdDay ad:
                await writer.WriteAsync(ad, cancellationToken);
                break;
            case TrafficDay traffic:
                await writer.WriteAsync(traffic, cancellationToken);
                break;
            case Conflict conflict:
                await writer.WriteAsync(conflict, cancellationToken);
                break;
            case ObservedSpan span:
                await writer.WriteAsync(span, cancellationToken);
                break;
        }
    }
}
