namespace SmmKpiBot.Reporting.Kpis;

/// <summary>The figures that a change is of where accounts are left out of it: those of the others.</summary>
/// <param name="Value">Of the period.</param>
/// <param name="Previous">Of what it is compared with.</param>
/// <param name="Events">How many events stand behind the value.</param>
/// <param name="PreviousEvents">How many stand behind the previous one.</param>
/// <param name="LeftOut">The accounts that are left out, <c>network/name</c>.</param>
public sealed record ComparedFigures(decimal Value, decimal Previous, long? Events, long? PreviousEvents, IReadOnlyList<string> LeftOut);
