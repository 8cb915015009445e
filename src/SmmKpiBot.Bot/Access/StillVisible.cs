namespace SmmKpiBot.Bot.Access;

/// <summary>What somebody sees after something was taken from them.</summary>
/// <param name="Owner">They are an owner, by an invitation or by the settings.</param>
/// <param name="All">All clients.</param>
internal sealed record StillVisible(bool Owner, bool All, IReadOnlyList<long> ClientIds)
{
    public bool Nothing => !All && ClientIds.Count == 0;

    public static StillVisible Of(UserRights rights) =>
        new(rights.Owner, rights.SeesAll, rights.SeesAll ? [] : [.. rights.StaffClients.Union(rights.OwnClients).Order()]);

    public static StillVisible Of(BoundChat? chat) =>
        new(false, chat is { Purpose: not ChatPurpose.Client, ClientIds.Count: 0 }, chat?.ClientIds ?? []);
}
