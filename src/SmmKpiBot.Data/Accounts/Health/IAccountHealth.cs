namespace SmmKpiBot.Data.Accounts.Health;

/// <summary>
/// Says how accounts fare: one implementation for each way data come in (a collector, an inbox, a chat). All registered ones are asked in every cycle of alerts,
/// so they read what is stored and call no network. An account that several know of is as ill as the worst of them says.
/// </summary>
public interface IAccountHealth
{
    /// <summary>The accounts it looks after: of one client, or (null) of all.</summary>
    Task<IReadOnlyList<AccountHealth>> ReadAsync(long? clientId, CancellationToken cancellationToken);
}
