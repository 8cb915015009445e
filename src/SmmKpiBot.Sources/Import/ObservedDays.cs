using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Sources.Import;

/// <summary>First and last day of each kind of fact in a file: what it tells everything about.</summary>
internal sealed class ObservedDays
{
    private readonly Dictionary<string, (DateOnly From, DateOnly To)> _kinds = [];
    private string _lastKind = "";
    private (DateOnly From, DateOnly To) _lastDays;

    public DateOnly? First => _kinds.Count == 0 ? null : _kinds.Values.Min(days => days.From);

    public DateOnly? Last => _kinds.Count == 0 ? null : _kinds.Values.Max(days => days.To);

    public void Add(string kind, DateOnly day)
    {
        if (kind == _lastKind && day >= _lastDays.From && day <= _lastDays.To)
            return;
        var days = _kinds.TryGetValue(kind, out var known) ? known : (From: day, To: day);
        _lastDays = (day < days.From ? day : days.From, day > days.To ? day : days.To);
        _lastKind = kind;
        _kinds[kind] = _lastDays;
    }

    public IEnumerable<ObservedSpan> Spans(long accountId, DateTimeOffset observedAt) =>
        _kinds.Select(kind => new ObservedSpan(accountId, kind.Key, kind.Value.From, kind.Value.To, observedAt));
}
