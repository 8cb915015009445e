using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SmmKpiBot.Reporting.Alerts.Evaluation;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting;

/// <summary>Registers KPIs, digests and alerts.</summary>
public static class ReportingServices
{
    /// <summary>Adds reports, digests and the reading for alerts over the stored facts. Needs the store and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddReporting(this IServiceCollection services)
    {
        services.TryAddSingleton<KpiReports>();
        services.TryAddSingleton<DigestBuilder>();
        services.TryAddSingleton<AlertReader>();
        return services;
    }
}
