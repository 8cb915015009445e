using Microsoft.Extensions.Diagnostics.HealthChecks;
using SmmKpiBot.Bot.Delivery;

namespace SmmKpiBot.Bot.Web;

/// <summary>Nothing keeps messages from being sent.</summary>
internal sealed class SenderCheck(DeliveryHealth health) : IHealthCheck
{
    private readonly DeliveryHealth _health = health;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_health.Current is { } problem ? HealthCheckResult.Unhealthy(problem.Text) : HealthCheckResult.Healthy());
}
