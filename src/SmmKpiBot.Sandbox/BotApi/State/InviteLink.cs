using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.BotApi.State;

/// <summary>A link into a channel or group. Of one that another administrator made, bots see the beginning only, and its name.</summary>
/// <param name="Address">The whole of it.</param>
/// <param name="Name">As its maker called it; null for the main link and for unnamed ones.</param>
/// <param name="Creator">Who made it.</param>
internal sealed record InviteLink(string Address, string? Name, TelegramUser Creator)
{
    private const int Shown = 22;

    /// <summary>Whoever comes through it waits for an administrator's consent.</summary>
    public bool CreatesJoinRequest { get; init; }

    /// <summary>The main link of the channel.</summary>
    public bool IsPrimary { get; init; }

    public JsonObject ToJson(TelegramUser bot)
    {
        var json = new JsonObject
        {
            ["invite_link"] = Creator.Id == bot.Id || Address.Length <= Shown ? Address : Address[..Shown] + "...",
            ["creator"] = Creator.ToJson(),
            ["creates_join_request"] = CreatesJoinRequest,
            ["is_primary"] = IsPrimary,
            ["is_revoked"] = false,
        };
        json.AddIfKnown("name", Name);
        return json;
    }
}
