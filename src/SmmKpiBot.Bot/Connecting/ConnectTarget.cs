using System.Globalization;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>What is being connected, as buttons and questions carry it: a network, an account of it (or a new one), and which of the network's ways.</summary>
internal sealed record ConnectTarget(string Network, long? AccountId, int Way = 0)
{
    public static ConnectTarget? Parse(string? text) =>
        text?.Split(' ') is [{ Length: > 0 } network, var account, var way]
            && long.TryParse(account, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && int.TryParse(way, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new(network, id == 0 ? null : id, at)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Network} {AccountId ?? 0} {Way}");
}
