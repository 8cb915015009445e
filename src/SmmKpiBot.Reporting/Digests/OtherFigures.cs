using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>A figure of one account that its network tells and no KPI is made of.</summary>
/// <param name="Dimension">As it is stored; empty where there is none.</param>
/// <param name="Previous">Of the period that is compared with.</param>
/// <param name="Days">Days of the period that are known.</param>
public sealed record OtherFigure(string Account, string Metric, string Dimension, Words Title, decimal? Value, decimal? Previous, int Days);

/// <summary>
/// What networks tell beside the KPIs: profile visits, engaged views, actions of ads by type and the like. Each account has its own, because networks do not count alike;
/// what was never told is not listed.
/// </summary>
public sealed class OtherFigures
{
    private static readonly IReadOnlyList<MetricDefinition> Metrics =
        [.. MetricCatalogue.All.Where(metric => !KpiCatalogue.Definitions.Any(kpi => kpi.Inputs.Contains(FactKind.OfMetric(metric.Name))))];

    private readonly Lazy<IReadOnlyList<OtherFigure>> _all;

    private OtherFigures(Func<IReadOnlyList<OtherFigure>> all) => _all = new(all);

    public static OtherFigures None { get; } = new(() => []);

    /// <summary>What may be among them, by the name it is stored under.</summary>
    public static IEnumerable<(string Metric, Words Title)> Names => Metrics.Select(metric => (metric.Name, Title(metric)));

    /// <summary>By account, metric and dimension; computed when it is asked for.</summary>
    public IReadOnlyList<OtherFigure> All => _all.Value;

    public static OtherFigures Of(FactSet facts) => new(() =>
    {
        var index = FactIndex.Of(facts);
        return
        [
            .. from account in index.Accounts
               from metric in Metrics
               from series in index.Points(account.Id, metric.Name).All.GroupBy(point => point.Dimension).OrderBy(one => one.Key, StringComparer.Ordinal)
               let figure = Figure(account.FullName, metric, series.Key, [.. series], facts)
               where figure.Value is not null || figure.Previous is not null
               select figure,
        ];
    });

    private static OtherFigure Figure(string account, MetricDefinition metric, string dimension, List<MetricPoint> points, FactSet facts) => new(
        account,
        metric.Name,
        dimension,
        Title(metric),
        Value(metric, dimension, points, facts.Period),
        facts.Comparison is { } comparison ? Value(metric, dimension, points, comparison) : null,
        points.Count(point => point.Value is not null && facts.Period.Contains(point.Day)));

    private static decimal? Value(MetricDefinition metric, string dimension, List<MetricPoint> points, Period period)
    {
        var known = points.Where(point => point.Value is not null && period.Contains(point.Day));
        return metric.Scale * metric.Aggregation switch
        {
            Aggregation.Additive => known.Any() ? known.Sum(point => (decimal)point.Value!.Value) : null,
            Aggregation.Unique => dimension == MetricCatalogue.WindowDimension(period.Days) ? known.FirstOrDefault(point => point.Day == period.To)?.Value : null,
            _ => known.MaxBy(point => point.Day)?.Value,
        };
    }

    private static Words Title(MetricDefinition metric)
    {
        var kind = KpiNotes.Kind(FactKind.OfMetric(metric.Name));
        return new(Typography.Capital(kind.Uk), Typography.Capital(kind.En));
    }
}
