using System.Collections.Concurrent;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Waits, responses and conflicts of a fact set, by account and by the day of what happened.</summary>
internal sealed class ConversationIndex
{
    private readonly Dictionary<long, Wait[]> _waits;
    private readonly Dictionary<long, DayRows<Wait>> _answered;
    private readonly Dictionary<long, DayRows<Wait>> _begun;
    private readonly Dictionary<long, DayRows<DueWait>> _due;
    private readonly Dictionary<long, DayRows<Response>> _responses;
    private readonly Dictionary<long, Conflict[]> _conflicts;
    private readonly Dictionary<long, DayRows<Conflict>> _opened;
    private readonly Dictionary<long, DayRows<Conflict>> _resolved;
    private readonly IReadOnlyDictionary<long, DateTimeOffset> _disconnected;
    private readonly WorkingClock? _clock;
    private readonly ConcurrentDictionary<Wait, TimeSpan> _workingTimes = new(ReferenceEqualityComparer.Instance);

    public ConversationIndex(FactSet set)
    {
        var zone = set.Client.TimeZone;
        _disconnected = set.Facts.Disconnected;
        var waits = Kpis.Waits.Of(set.Facts.Messages, set.Facts.Closures, set.Client.NoAnswer);
        _clock = WorkingClock.Of(set.Client);
        _waits = waits.All.GroupBy(wait => wait.AccountId).ToDictionary(group => group.Key, group => group.ToArray());
        _answered = ByDay(waits.All.Where(wait => wait.End == WaitEnd.Answered), wait => wait.AccountId, wait => wait.EndedAt.GetValueOrDefault(), zone);
        _begun = ByDay(waits.All, wait => wait.AccountId, wait => wait.BeganAt, zone);
        var due = waits.All.Select(wait => DueWait.Of(wait, set.Client.AnswerTargets, _clock)).OfType<DueWait>().Where(due => IsKnown(due.Wait, due.DueAt));
        _due = ByDay(due, due => due.Wait.AccountId, due => due.DueAt, zone);
        _responses = ByDay(waits.Responses, response => response.AccountId, response => response.At, zone);
        var conflicts = set.Facts.Conflicts;
        _conflicts = conflicts.GroupBy(conflict => conflict.AccountId).ToDictionary(group => group.Key, group => group.ToArray());
        _opened = ByDay(conflicts, conflict => conflict.AccountId, conflict => conflict.OpenedAt, zone);
        _resolved = ByDay(conflicts.Where(conflict => conflict.ResolvedAt is not null), conflict => conflict.AccountId, conflict => conflict.ResolvedAt.GetValueOrDefault(), zone);
    }

    /// <summary>Length of an answered wait by the working clock; asked for three KPIs and every account, so computed once.</summary>
    public TimeSpan WorkingTime(Wait wait) => _workingTimes.GetOrAdd(wait, one => _clock?.Elapsed(one.BeganAt, one.EndedAt.GetValueOrDefault()) ?? TimeSpan.Zero);

    /// <summary>Whether anybody knows if the wait was answered by then: where its account had been disconnected before, the answer may not have been seen.</summary>
    public bool IsKnown(Wait wait, DateTimeOffset by) => wait.End == WaitEnd.Answered || !_disconnected.TryGetValue(wait.AccountId, out var at) || by <= at;

    public IReadOnlyList<Wait> Waits(long accountId) => _waits.GetValueOrDefault(accountId, []);

    public DayRows<Wait> Answered(long accountId) => _answered.GetValueOrDefault(accountId, DayRows<Wait>.Empty);

    public DayRows<Wait> Begun(long accountId) => _begun.GetValueOrDefault(accountId, DayRows<Wait>.Empty);

    public DayRows<DueWait> Due(long accountId) => _due.GetValueOrDefault(accountId, DayRows<DueWait>.Empty);

    public DayRows<Response> Responses(long accountId) => _responses.GetValueOrDefault(accountId, DayRows<Response>.Empty);

    public IReadOnlyList<Conflict> Conflicts(long accountId) => _conflicts.GetValueOrDefault(accountId, []);

    public DayRows<Conflict> Opened(long accountId) => _opened.GetValueOrDefault(accountId, DayRows<Conflict>.Empty);

    public DayRows<Conflict> Resolved(long accountId) => _resolved.GetValueOrDefault(accountId, DayRows<Conflict>.Empty);

    private static Dictionary<long, DayRows<T>> ByDay<T>(IEnumerable<T> rows, Func<T, long> accountOf, Func<T, DateTimeOffset> at, TimeZoneInfo zone) =>
        rows.GroupBy(accountOf).ToDictionary(group => group.Key, group => new DayRows<T>(group, row => LocalDay.Of(at(row), zone)));
}
