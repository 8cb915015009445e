namespace SmmKpiBot.Data.Clients;

/// <summary>
/// The target value of one KPI for a month or a quarter; money in the client's currency, rates as fractions, durations in seconds.
/// Additive KPIs are prorated to other periods by days, the others hold as they are.
/// </summary>
public sealed record Plan(string KpiKey, decimal Value, PlanUnit Per);

public enum PlanUnit
{
    Month,
    Quarter,
}
