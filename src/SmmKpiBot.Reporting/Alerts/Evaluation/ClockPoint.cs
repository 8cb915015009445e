using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Reporting.Alerts.Evaluation;

/// <summary>A point of something that is looked at by the clock and not by the day: it is new when it says something else than the last one.</summary>
internal static class ClockPoint
{
    public static AlertInput Of(AlertState state, AlertFigures figures, AlertSeverity severity, DateTimeOffset now)
    {
        var says = figures.Signal();

        // Below zero a token has ended, which is another thing to say than that it will.
        var isNew = state.Last is not { } last || last.Signal() != says || (last.Value > 0) != (figures.Value > 0) || (state.IsOpen && severity > state.Severity);
        return new(says)
        {
            // A clock that went back must not hide what changed.
            Point = isNew ? Math.Max(UnixMicros.Of(now), (state.LastPoint ?? 0) + 1) : state.LastPoint,
            Figures = figures,
            Severity = severity,
        };
    }
}
