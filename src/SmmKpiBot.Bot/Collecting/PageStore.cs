using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts.Collected;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>What a page brought.</summary>
/// <param name="Facts">Rows of facts that were written.</param>
/// <param name="Messages">Messages that were new.</param>
internal readonly record struct PageOutcome(int Facts, int Messages, int Bad);

/// <summary>Stores a page with its cursor in one transaction, under the lease of the run that read it.</summary>
internal sealed class PageStore(CollectedFacts facts, CollectionLeases leases, MessageIntake messages, ApiBudget budget, Database database, TimeProvider timeProvider)
{
    private static readonly Remark Lowered = new(
        "Мережа зменшила підсумкові цифри дописів; їх збережено так, як вона каже.",
        "The network lowered lifetime figures of posts; they are kept as it tells them.");

    private readonly CollectedFacts _facts = facts;
    private readonly CollectionLeases _leases = leases;
    private readonly MessageIntake _messages = messages;
    private readonly ApiBudget _budget = budget;
    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <param name="isKept">The stream goes on behind this page after a crash. Not so for a reading that somebody asked for besides.</param>
    public async Task<PageOutcome> StoreAsync(CollectionLease lease, SourceReading reading, StreamState state, DaysReading days, SourcePage page, bool isKept, CancellationToken cancellationToken)
    {
        RequireOwn(page, reading);
        var news = await _facts.CompareAsync(Facts(page, reading), reading.Place.DayZone, cancellationToken);
        var notes = Notes(page, news, reading.IsHistory);
        var dataDay = page.GivesNone ? reading.To : LastDay(page, reading.Place.DayZone);
        var isMoved = isKept && (page.Cursor is not null || page.Bad.Count > 0);
        var hasMessages = page.Messages.Count + page.Deleted.Count > 0;
        if (news.IsNone && notes.IsNone && !hasMessages && !isMoved && !(dataDay > (state.DataDay ?? DateOnly.MinValue)))
            return default;
        var taken = await _budget.WriteAsync(
            _database,
            async (connection, transaction) =>
            {
                await _leases.RenewAsync(connection, transaction, lease);
                await CollectedFacts.WriteAsync(connection, transaction, news, cancellationToken);
                var count = hasMessages ? await _messages.TakeAsync(connection, transaction, lease.AccountId, page.Messages, page.Deleted, tellsProgramsLate: true, cancellationToken) : 0;
                await CollectionNotes.AddAsync(connection, transaction, lease.AccountId, state.Stream, notes, _timeProvider.GetUtcNow());
                await StreamStates.AdvanceAsync(connection, transaction, state, isKept ? days with { Cursor = page.Cursor } : null, dataDay, isKept ? page.Bad.Count : 0);
                return count;
            },
            cancellationToken);
        return new(news.Rows, taken, page.Bad.Count);
    }

    private static CollectedPage Facts(SourcePage page, SourceReading reading) => new()
    {
        AccountId = reading.Account.Id,
        ObservedAt = reading.ObservedAt,
        Points = page.Points,
        Posts = page.Posts,
        Ads = page.Ads,
        Traffic = page.Traffic,
        Told = page.Told,
    };

    private static PageNotes Notes(SourcePage page, CollectedNews news, bool isHistory) => new()
    {
        Refused = [.. page.Refused.Select(refused => (refused.Metric, refused.Reason))],
        Bad = [.. page.Bad.Select(bad => (bad.What, bad.Sample))],
        UnknownFields = page.UnknownFields,
        Remarks = isHistory ? [] : [.. page.Remarks.Select(Places.AsRemark)],
        LastingRemarks = [.. (isHistory ? page.Remarks : []).Select(Places.AsRemark), .. news.Decreased > 0 ? (Remark[])[Lowered] : []],
    };

    /// <summary>The last day of which the page told anything but that there is nothing.</summary>
    private static DateOnly? LastDay(SourcePage page, TimeZoneInfo zone) => page.Points.Where(point => point.Value is not null).Select(point => point.Day)
        .Concat(page.Ads.Select(row => row.Day)).Concat(page.Traffic.Select(row => row.Day))
        .Concat(page.Posts.Select(post => LocalDay.Of(post.PublishedAt, zone))).Concat(page.Messages.Select(live => LocalDay.Of(live.Message.At, zone)))
        .Select(day => (DateOnly?)day).Max();

    /// <summary>A source that mixes up accounts is broken; nothing of its page may be stored.</summary>
    private static void RequireOwn(SourcePage page, SourceReading reading)
    {
        var owners = page.Points.Select(point => point.AccountId).Concat(page.Posts.Select(post => post.AccountId)).Concat(page.Ads.Select(row => row.AccountId))
            .Concat(page.Traffic.Select(row => row.AccountId)).Concat(page.Told.Select(span => span.AccountId)).Concat(page.Messages.Select(live => live.Message.AccountId));
        if (owners.Any(owner => owner != reading.Account.Id))
            throw new InvalidOperationException($"The source of {reading.Account.Network} told facts of another account than it was asked for.");
    }
}
