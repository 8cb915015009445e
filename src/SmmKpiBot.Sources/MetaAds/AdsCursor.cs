using System.Globalization;

namespace SmmKpiBot.Sources.MetaAds;

/// <summary>A report that Meta gathers for some days.</summary>
internal sealed record BegunReport(string Id, DateOnly From, DateOnly To, DateTimeOffset BegunAt);

/// <summary>Where a reading of ads goes on: behind the days that are done, and with the report that was being gathered for the next ones.</summary>
/// <param name="Done">A cursor of <see cref="Http.Graph.DayWindows"/>.</param>
internal sealed record AdsCursor(string? Done, BegunReport? Report)
{
    private const char Separator = ' ';
    private const string Day = "yyyy-MM-dd";

    public static AdsCursor Parse(string? text) => text?.Split(Separator) switch
    {
        [var done, var id, var from, var to, var begun] => new(done.Length == 0 ? null : done, new(id, DayOf(from), DayOf(to), DateTimeOffset.FromUnixTimeSeconds(long.Parse(begun, CultureInfo.InvariantCulture)))),
        _ => new(text, null),
    };

    /// <summary>The report is of other days when Meta has dropped the oldest ones meanwhile.</summary>
    public BegunReport? ReportOf(DateOnly from, DateOnly to) => Report is { } report && (report.From, report.To) == (from, to) ? report : null;

    public override string ToString() => Report is { } report
        ? string.Join(Separator, Done, report.Id, Text(report.From), Text(report.To), report.BegunAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
        : Done ?? "";

    private static DateOnly DayOf(string text) => DateOnly.ParseExact(text, Day, CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);
}
