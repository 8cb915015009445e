using System.Data.Common;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>What people say of open alerts: taken, put off. State, log and messages change in one transaction.</summary>
internal sealed class AlertSayings(Database database, AlertTelling telling, TimeProvider timeProvider)
{
    private readonly Database _database = database;
    private readonly AlertTelling _telling = telling;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>An open episode with the state that has it; null when it is over.</summary>
    public async Task<AlertState?> FindAsync(string episodeId, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return (await AlertStateStore.FindAsync(connection, null, episodeId))?.State;
    }

    /// <summary>Says it and edits the messages that tell of the alert. False when it is over.</summary>
    public async Task<bool> SayAsync(DbConnection connection, DbTransaction transaction, string episodeId, AlertHuman human, string by, CancellationToken cancellationToken)
    {
        if (await AlertStateStore.FindAsync(connection, transaction, episodeId) is not { } before)
            return false;

        AlertLedger ledger = new();
        if (!ledger.Say(before, human, by, _timeProvider.GetUtcNow()))
            return true;

        if (!await ledger.WriteAsync(connection, transaction))
            throw new InvalidOperationException("The alert changed at this very moment.");
        await _telling.TellAsync(connection, transaction, [before.State.Subject], cancellationToken);
        return true;
    }
}
