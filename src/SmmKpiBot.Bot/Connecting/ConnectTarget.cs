using System.Globalization;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>What is being connected, as buttons and questions carry it: a network, an account of it (or a new one), and which of the network's ways.</summary>
internal sealed record ConnectTarget(string Network, long? AccountId, int Way = 0)
{
    public static ConnectTarget? Parse(string? text) =>
        text?.Split(' ') is [{ Length: > 0 } network, var account, var way]
            && long.TryParse(account, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && int.TryParse(way, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new(network, id == 0 ? null : id, at)
            : null;

    /// <summary>Whoever has the turn gives access to it, and hears of it in this chat.</summary>
    public AccessRequest RequestOf(Turn turn, Client client) => new()
    {
        ClientId = client.Id,
        Network = Network,
        AccountId = AccountId,
        UserId = turn.From.UserId ?? 0,
        ChatId = turn.From.ChatId,
        Language = turn.Language,
        SeesAll = turn.Scope.User.SeesAll,
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Network} {AccountId ?? 0} {Way}");
}
