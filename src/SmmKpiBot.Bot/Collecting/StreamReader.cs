using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>Reads days of one stream, page by page; each is stored before the next one is asked for.</summary>
internal sealed class StreamReader(PageStore pages, CollectionNotes notes, CollectionLeases leases, ApiBudget budget, Database database, TimeProvider timeProvider)
{
    private readonly PageStore _pages = pages;
    private readonly CollectionNotes _notes = notes;
    private readonly CollectionLeases _leases = leases;
    private readonly ApiBudget _budget = budget;
    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Reads days in the stream's rhythm or of its history, and says when it comes next.</summary>
    /// <param name="givesWay">Asked after each page: something more urgent is to be done, and the rest of the days can wait.</param>
    /// <param name="next">When the stream comes again after a complete reading at that instant.</param>
    public async Task ReadAsync(CollectRun run, StreamPlan plan, StreamState state, DaysReading days, Func<bool> givesWay, Func<DateTimeOffset, DateTimeOffset> next, CancellationToken cancellationToken)
    {
        var reading = (await ReadingAsync(run, plan, days, state.IsHistory, cancellationToken)) with { LastReadAt = state.GoodAt };
        if (days.From <= days.To)
        {
            await foreach (var page in OnceAsync(run.Source.ReadAsync(reading, cancellationToken)))
            {
                var outcome = await _pages.StoreAsync(run.Lease, reading, state, days, page, isKept: true, cancellationToken);
                run.Stored += outcome.Facts + outcome.Messages;
                if (page.Cursor is not null && givesWay())
                    return;
            }
        }

        await CompleteAsync(run, state, days, reading.ObservedAt, next);
    }

    /// <summary>Reads days that somebody asked for besides; the stream's own reading goes on where it was.</summary>
    public async Task ReadBesidesAsync(CollectRun run, StreamPlan plan, StreamState state, DaysReading days, CancellationToken cancellationToken)
    {
        var reading = await ReadingAsync(run, plan, days, isHistory: days.To < LocalDay.Of(_timeProvider.GetUtcNow(), run.Connection.DayZone).AddDays(-Math.Max(1, plan.LookbackDays)), cancellationToken);
        await foreach (var page in OnceAsync(run.Source.ReadAsync(reading, cancellationToken)))
        {
            var outcome = await _pages.StoreAsync(run.Lease, reading, state, days, page, isKept: false, cancellationToken);
            run.Stored += outcome.Facts + outcome.Messages;
        }
    }

    /// <summary>There is nothing left of the stream's history.</summary>
    public Task FinishAsync(CollectRun run, StreamState state) => _database.WriteAsync(
        async (connection, transaction) =>
        {
            await _leases.RenewAsync(connection, transaction, run.Lease);
            await StreamStates.PostponeAsync(connection, transaction, state, _timeProvider.GetUtcNow(), CollectTimes.Never);
        },
        CancellationToken.None);

    /// <summary>A network that leads back to where it was would never come to an end.</summary>
    private static async IAsyncEnumerable<SourcePage> OnceAsync(IAsyncEnumerable<SourcePage> pages)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var page in pages)
        {
            yield return page;
            if (page.Cursor is { } cursor && !seen.Add(cursor))
                throw new SourceException(SourceProblem.Unexpected, "The network leads from page to page without an end.");
        }
    }

    private async Task<SourceReading> ReadingAsync(CollectRun run, StreamPlan plan, DaysReading days, bool isHistory, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var refused = await _notes.RefusedAsync(run.AccountId, cancellationToken);
        return new SourceReading
        {
            Client = run.Client,
            Account = run.Connection.Account,
            Place = run.Connection.AsPlace(),
            Access = run.Access,
            Stream = plan,
            From = days.From,
            To = days.To,
            Cursor = days.Cursor,
            ObservedAt = now,
            Priority = run.Priority,
            IsHistory = isHistory,
            Refused = refused.Where(note => note.Stream == plan.Name && note.RetryAt > UnixMicros.Of(now)).Select(note => note.Metric).ToHashSet(),
        };
    }

    /// <summary>Not given up half-way: everything was read.</summary>
    private async Task CompleteAsync(CollectRun run, StreamState state, DaysReading days, DateTimeOffset askedAt, Func<DateTimeOffset, DateTimeOffset> next) => await _budget.WriteAsync(
        _database,
        async (connection, transaction) =>
        {
            var now = _timeProvider.GetUtcNow();
            await _leases.RenewAsync(connection, transaction, run.Lease);
            await StreamStates.CompleteAsync(connection, transaction, state, days, state.IsHistory ? days.From : days.To, askedAt, now, next(now));
            if (days.Cursor is null && !state.IsHistory)
                await CollectionNotes.ForgetRemarksAsync(connection, transaction, run.AccountId, state.Stream, askedAt);
            return await CollectionNotes.ForgetRefusedAsync(connection, transaction, run.AccountId, state.Stream, askedAt);
        },
        CancellationToken.None);
}
