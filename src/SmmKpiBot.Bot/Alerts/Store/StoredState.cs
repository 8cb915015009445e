using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Bot.Alerts.Store;

/// <summary>A state with what was read of it.</summary>
/// <param name="Revision">0 where there is no row.</param>
/// <param name="Body">As it stands in the row.</param>
internal sealed record StoredState(AlertState State, long Revision, string? Body);

/// <summary>A row to write: null deletes it.</summary>
internal sealed record StateChange(string Fingerprint, long Revision, AlertState? State)
{
    public string? Body { get; init; }
}
