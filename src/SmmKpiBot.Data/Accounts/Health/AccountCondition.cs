namespace SmmKpiBot.Data.Accounts.Health;

/// <summary>How an account fares as a source of data. Whether its data are late is no condition of its own: the clock says it (<see cref="AccountHealth.ExpectedAt"/>).</summary>
public enum AccountCondition
{
    Ok,

    /// <summary>The network asks for fewer calls; what is due comes later.</summary>
    Throttled,

    /// <summary>It cannot be read now; a later try may better it.</summary>
    Failing,

    /// <summary>No try betters it: a person has to give access anew.</summary>
    NeedsReconnecting,
}
