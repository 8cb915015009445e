using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>What is asked of the KPIs.</summary>
public sealed record KpiQuery
{
    public required Client Client { get; init; }

    public required PeriodChoice Period { get; init; }

    /// <summary>Null compares with nothing.</summary>
    public ComparisonKind? Comparison { get; init; } = Kpis.ComparisonKind.Previous;

    /// <summary>That date counts as today.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Facts observed later are left out.</summary>
    public DateTimeOffset? KnownBy { get; init; }
}

/// <summary>Reads the facts once and computes the catalogue over them.</summary>
public sealed class KpiReports(FactReader facts, TimeProvider timeProvider)
{
    private readonly FactReader _facts = facts;
    private readonly TimeProvider _timeProvider = timeProvider;

    public Task<FactSet> ReadAsync(KpiQuery query, CancellationToken cancellationToken) => throw new NotImplementedException();

    public async Task<KpiReport> ReportAsync(KpiQuery query, CancellationToken cancellationToken) =>
        KpiCatalogue.Compute(await ReadAsync(query, cancellationToken));
}

/// <summary>All KPIs: found by what is declared in this folder, in the order of the design's catalogue.</summary>
public static class KpiCatalogue
{
    public static IReadOnlyList<KpiDefinition> Definitions => throw new NotImplementedException();

    /// <summary>Pure: the report of a fact set.</summary>
    public static KpiReport Compute(FactSet facts) => throw new NotImplementedException();

    /// <summary>Pure: one KPI day by day over <paramref name="period"/> (which lies within the facts); null values are gaps.</summary>
    public static IReadOnlyList<DailyFigure> Daily(FactSet facts, string key, Period period, string? currency = null) => throw new NotImplementedException();
}
