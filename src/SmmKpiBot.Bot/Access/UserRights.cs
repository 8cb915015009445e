namespace SmmKpiBot.Bot.Access;

/// <summary>What one person may do, wherever they are.</summary>
internal sealed record UserRights
{
    public static UserRights None { get; } = new();

    public bool Owner { get; init; }

    /// <summary>Staff for every client.</summary>
    public bool AllStaff { get; init; }

    public IReadOnlySet<long> StaffClients { get; init; } = new HashSet<long>();

    public IReadOnlySet<long> OwnClients { get; init; } = new HashSet<long>();

    public bool SeesAll => Owner || AllStaff;

    /// <summary>The widest role.</summary>
    public Role Role =>
        Owner ? Role.Owner
        : AllStaff || StaffClients.Count > 0 ? Role.Staff
        : OwnClients.Count > 0 ? Role.Client
        : Role.Stranger;

    /// <summary>The role towards one client.</summary>
    public Role RoleFor(long clientId) =>
        Owner ? Role.Owner
        : AllStaff || StaffClients.Contains(clientId) ? Role.Staff
        : OwnClients.Contains(clientId) ? Role.Client
        : Role.Stranger;
}
