using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Sandbox.Clock;

/// <summary>Waits until everything that may be sent now was sent, so that a message carries the date of its step.</summary>
internal sealed class OutboxQuiet(Database database, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    /// <summary>Gives up after a while: with Telegram down, messages wait and the clock goes on.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (await CountAsync(cancellationToken) > 0 && TimeProvider.System.GetElapsedTime(begin) < Patience)
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT count(*) FROM outbox
            WHERE state IN (0, 1) AND (not_before IS NULL OR not_before <= @now) AND (retry_at IS NULL OR retry_at <= @now)
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(sql, new { now = UnixMicros.Of(clock.GetUtcNow()) });
    }
}
