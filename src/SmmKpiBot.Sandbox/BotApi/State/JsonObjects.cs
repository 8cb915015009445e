using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.BotApi.State;

/// <summary>Telegram leaves out what is not there, instead of writing null.</summary>
internal static class JsonObjects
{
    public static void AddIfKnown(this JsonObject json, string name, string? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }

    public static void AddIfKnown(this JsonObject json, string name, long? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }

    public static void AddIfKnown(this JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value.DeepClone();
        }
    }
}
