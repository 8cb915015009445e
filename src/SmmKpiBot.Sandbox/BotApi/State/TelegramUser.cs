using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.BotApi.State;

/// <summary>A person, or the bot itself.</summary>
internal sealed record TelegramUser(long Id, string FirstName)
{
    public string? LastName { get; init; }

    public string? Username { get; init; }

    public string? LanguageCode { get; init; }

    public bool IsBot { get; init; }

    public string FullName => LastName is null ? FirstName : $"{FirstName} {LastName}";

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = Id, ["is_bot"] = IsBot, ["first_name"] = FirstName };
        json.AddIfKnown("last_name", LastName);
        json.AddIfKnown("username", Username);
        json.AddIfKnown("language_code", LanguageCode);
        return json;
    }
}
