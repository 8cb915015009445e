namespace SmmKpiBot.IntegrationTests.Alerts.Differential;

/// <summary>Somebody who tells of alerts by group, with timers of its own: the same script is played to each.</summary>
internal interface IAlertTeller
{
    Task FireAsync(string group, params string[] alerts);

    Task ResolveAsync(string group, params string[] alerts);

    /// <summary>Waits until the group has been told so many times.</summary>
    Task HeardAsync(string group, int times);

    /// <summary>Lets so much time pass that whatever waits for company, or for the group's next turn, has had it.</summary>
    Task PassAsync();

    /// <summary>From now on what is told to the group does not arrive.</summary>
    void Refuse(string group);

    /// <summary>Waits until something was told to the group and did not arrive.</summary>
    Task RefusedAsync(string group);

    /// <summary>What the group was told, in order: <c>+a</c> fired, <c>-a</c> resolved, <c>=a</c> still fires. What is known already and is only listed again is left out.</summary>
    Task<IReadOnlyList<string>> HeardAsync(string group);

    /// <summary>False when the machine was so slow that what was given came too late for the group's turn: then the script says nothing.</summary>
    bool IsInTime(string group);
}
