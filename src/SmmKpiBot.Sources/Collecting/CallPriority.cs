namespace SmmKpiBot.Sources.Collecting;

/// <summary>Who wants to call.</summary>
public enum CallPriority
{
    /// <summary>Fills in history; gives way to everything else.</summary>
    History,

    /// <summary>A scheduled run: it stops at 75 % of the budget.</summary>
    Scheduled,

    /// <summary>Somebody asked now and waits: it may use 15 % more.</summary>
    Asked,
}
