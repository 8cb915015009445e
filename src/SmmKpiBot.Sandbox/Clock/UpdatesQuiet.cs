using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Sandbox.BotApi.Updates;

namespace SmmKpiBot.Sandbox.Clock;

/// <summary>Waits until the bot has acted on everything people did, so that nothing said before a move is heard after it.</summary>
internal sealed class UpdatesQuiet(Database database, UpdateQueue updates)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    /// <summary>Gives up after a while: with Telegram down, updates wait and the clock goes on.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (await IsBusyAsync(cancellationToken) && TimeProvider.System.GetElapsedTime(begin) < Patience)
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private async Task<bool> IsBusyAsync(CancellationToken cancellationToken)
    {
        if (updates.PendingCount > 0)
        {
            return true;
        }

        const string sql = "SELECT count(*) FROM update_inbox WHERE state = 0";
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(sql) > 0;
    }
}
