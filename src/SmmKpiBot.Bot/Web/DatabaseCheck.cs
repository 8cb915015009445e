using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Web;

/// <summary>The database answers, and is one of ours.</summary>
internal sealed class DatabaseCheck(Database database) : IHealthCheck
{
    private readonly Database _database = database;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        const string sql = "SELECT count(*) FROM digest_subscription";
        try
        {
            await using var connection = await _database.OpenAsync(cancellationToken);
            await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, cancellationToken: cancellationToken));
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The database does not answer, or its migrations are missing.", exception);
        }
    }
}
