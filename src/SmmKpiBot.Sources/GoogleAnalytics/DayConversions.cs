using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>
/// Events as conversions of the kinds that the client named. An event that the property has as a key event counts as often as the property counts it; one that
/// it has not, each time. Which is which can change from day to day.
/// </summary>
internal sealed class DayConversions
{
    private static readonly (ConversionKind Kind, ConversionCells Cell)[] Cells =
    [
        (ConversionKind.Purchase, ConversionCells.Purchases), (ConversionKind.Signup, ConversionCells.Signups), (ConversionKind.CallRequest, ConversionCells.CallRequests),
        (ConversionKind.Other, ConversionCells.Others),
    ];

    private readonly IReadOnlyDictionary<string, ConversionKind> _kinds;
    private readonly bool _isKnown;
    private readonly HashSet<(DateOnly Day, string Event)> _keyEvents;
    private readonly HashSet<DateOnly> _daysWithOthers;
    private readonly List<string> _unnamed;
    private readonly List<string> _noKeyEvents;

    public DayConversions(IReadOnlyDictionary<string, ConversionKind> kinds, ReportTable events)
    {
        _kinds = kinds;
        var rows = events.Rows.Where(row => row.Day is not null).ToList();
        _isKnown = events.IsComplete && rows.All(row => row.Metric(ReportFields.KeyEvents) is not null && row.Metric(ReportFields.EventCount) is not null);
        _keyEvents = [.. rows.Where(row => row.Metric(ReportFields.KeyEvents) > 0).Select(Key)];
        var counted = rows.Where(row => row.Metric(ReportFields.EventCount) > 0 || row.Metric(ReportFields.KeyEvents) > 0).Select(Key).Distinct().ToList();
        _daysWithOthers = [.. counted.Where(key => !kinds.ContainsKey(key.Event) || !_keyEvents.Contains(key)).Select(key => key.Day)];
        _unnamed = [.. _keyEvents.Select(key => key.Event).Where(name => !kinds.ContainsKey(name)).Distinct().Order(StringComparer.Ordinal)];
        _noKeyEvents = [.. counted.Where(key => kinds.ContainsKey(key.Event) && !_keyEvents.Contains(key)).Select(key => key.Event).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether a visit that converted by Google's count did so by the client's: Google's rate of such visits is of all key events together.</summary>
    public bool AreAllKeyEvents(DateOnly day) => _isKnown && !_daysWithOthers.Contains(day);

    /// <summary>Null for a kind that the client has not named.</summary>
    public long? Count(DateOnly day, ConversionKind kind, IReadOnlyList<ReportRow> events) => _isKnown && _kinds.Values.Contains(kind)
        ? events.Where(row => _kinds.TryGetValue(row.Dimension(ReportFields.EventName), out var named) && named == kind)
            .Sum(row => row.Count(_keyEvents.Contains((day, row.Dimension(ReportFields.EventName))) ? ReportFields.KeyEvents : ReportFields.EventCount))
        : null;

    /// <summary>
    /// Conversions that are not counted: an event may have counted as another kind before, and converting visits are not known where key events are among them that
    /// the client does not count.
    /// </summary>
    public ConversionCells TakenBack(DateOnly day)
    {
        var cells = _isKnown && !AreAllKeyEvents(day) ? ConversionCells.ConvertingSessions : ConversionCells.None;
        foreach (var (kind, cell) in Cells)
            cells |= _kinds.Values.Contains(kind) ? ConversionCells.None : cell;
        return cells;
    }

    public IEnumerable<SourceWords> Remarks(Client client)
    {
        if (_unnamed.Count > 0)
        {
            yield return new SourceWords(
                $"Ключові події, які не є конверсіями цього клієнта: {List(_unnamed)}. Щоб їх рахувати, треба задати на сервері бота: client set {client.Slug} conversions=ПОДІЯ=ВИД,…",
                $"Key events that are no conversions of this client: {List(_unnamed)}. To count them, set on the bot’s server: client set {client.Slug} conversions=EVENT=KIND,…");
        }

        if (_noKeyEvents.Count > 0)
        {
            yield return new SourceWords(
                $"Конверсії цього клієнта, які в Google Analytics не ключові події, рахуються щоразу, коли стаються: {List(_noKeyEvents)}.",
                $"Conversions of this client that are no key events in Google Analytics are counted each time they happen: {List(_noKeyEvents)}.");
        }
    }

    private static (DateOnly Day, string Event) Key(ReportRow row) => (row.Day!.Value, row.Dimension(ReportFields.EventName));

    private static string List(List<string> names) => string.Join(", ", names.Take(10)) + (names.Count > 10 ? ", …" : "");
}
