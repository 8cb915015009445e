namespace SmmKpiBot.Reporting.Alerts.Evaluation;

internal enum DayVerdictKind
{
    /// <summary>Everything of the day's window is known and settled; what it says is in the figures.</summary>
    Known,

    /// <summary>Known and settled, but it says neither good nor bad: too few events, no baseline.</summary>
    SaysNothing,

    /// <summary>There, but its network may still correct it.</summary>
    Unsettled,

    /// <summary>Days or figures are not there: neither zero nor good.</summary>
    Missing,
}

/// <summary>What one day's window says under one check.</summary>
/// <param name="Kind">Whether it says anything.</param>
/// <param name="Figures">Of a known day.</param>
/// <param name="Accounts">Ids of the accounts behind it; of a missing day those that lack.</param>
internal readonly record struct DayVerdict(DayVerdictKind Kind, AlertFigures? Figures, IReadOnlyList<long> Accounts)
{
    public AlertSignal Signal => Figures?.Signal() ?? AlertSignal.InBand;

    public bool Counts => Kind is DayVerdictKind.Known or DayVerdictKind.SaysNothing;
}
