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
               let told = index.Points(account.Id, metric.Name).All.Where(point => point.Value is not null).ToList()
               from series in told.GroupBy(point => point.Dimension).OrderBy(one => one.Key, StringComparer.Ordinal)
               let figure = Figure(account.FullName, metric, series, told, facts)
               where figure.Value is not null || figure.Previous is not null
               select figure,
        ];
    });

    private static OtherFigure Figure(string account, MetricDefinition metric, IGrouping<string, MetricPoint> series, List<MetricPoint> told, FactSet facts) => new(
        account,
        metric.Name,
        series.Key,
        Title(metric),
        Value(metric, series, told, facts.Period),
        facts.Comparison is { } comparison ? Value(metric, series, told, comparison) : null,
        series.Count(point => facts.Period.Contains(point.Day)));

    private static decimal? Value(MetricDefinition metric, IGrouping<string, MetricPoint> series, List<MetricPoint> told, Period period)
    {
        var known = series.Where(point => period.Contains(point.Day));
        return metric.Scale * metric.Aggregation switch
        {
            Aggregation.Additive => known.Any() ? known.Sum(point => (decimal?)point.Value) : null,
            Aggregation.Unique => series.Key == MetricCatalogue.WindowDimension(period.Days) ? ValueOn(period.To) : null,
            _ => ValueOn(Latest(told, period)),
        };

        decimal? ValueOn(DateOnly? day) => known.FirstOrDefault(point => point.Day == day)?.Value;
    }

    /// <summary>The newest snapshot of all dimensions: what it leaves out is not made up for from an older one.</summary>
    private static DateOnly? Latest(List<MetricPoint> told, Period period) => told.Where(point => period.Contains(point.Day)).Max(point => (DateOnly?)point.Day);

    private static Words Title(MetricDefinition metric)
    {
        var kind = KpiNotes.Kind(FactKind.OfMetric(metric.Name));
        return new(Typography.Capital(kind.Uk), Typography.Capital(kind.En));
    }
}
