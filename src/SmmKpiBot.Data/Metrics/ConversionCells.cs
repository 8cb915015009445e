namespace SmmKpiBot.Data.Metrics;

/// <summary>Which conversions of a <see cref="TrafficDay"/>. Stored as a number: a member keeps its value for good.</summary>
[Flags]
public enum ConversionCells
{
    None = 0,
    Purchases = 1,
    Signups = 2,
    CallRequests = 4,
    Others = 8,
    ConvertingSessions = 16,
}
