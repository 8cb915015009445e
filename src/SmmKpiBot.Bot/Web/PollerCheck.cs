using Microsoft.Extensions.Diagnostics.HealthChecks;
using SmmKpiBot.Bot.Telegram.Updates;

namespace SmmKpiBot.Bot.Web;

/// <summary>Updates come in: the last call for them was answered. A long poll that has not ended yet is no answer, and no failure.</summary>
internal sealed class PollerCheck(PollHealth health) : IHealthCheck
{
    private readonly PollHealth _health = health;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_health.Answers == false ? HealthCheckResult.Unhealthy("The Bot API server does not answer calls for updates; doctor says why.") : HealthCheckResult.Healthy());
}
