using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SmmKpiBot.Sandbox.BotApi.Methods;

/// <summary>Command menus, kept by scope and language; the narrowest one counts.</summary>
internal sealed partial class CommandMethods
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, JsonArray> _menus = [];

    public void AddTo(MethodTable table)
    {
        table.Add("setMyCommands", Set);
        table.Add("getMyCommands", Get);
        table.Add("deleteMyCommands", Delete);
        table.Add("setMyDescription", _ => true);
        table.Add("setMyShortDescription", _ => true);
        table.Add("setChatMenuButton", _ => true);
    }

    /// <summary>The menu a person sees in a chat.</summary>
    public JsonArray MenuFor(long chatId, long userId, bool isPrivate, string? language)
    {
        string[] scopes = isPrivate
            ? [$"chat:{chatId}", "all_private_chats", "default"]
            : [$"chat_member:{chatId}:{userId}", $"chat:{chatId}", "all_group_chats", "default"];
        lock (_gate)
        {
            foreach (var scope in scopes)
            {
                if (_menus.GetValueOrDefault($"{scope}|{language}") is { Count: > 0 } own)
                {
                    return (JsonArray)own.DeepClone();
                }

                if (_menus.GetValueOrDefault($"{scope}|") is { Count: > 0 } general)
                {
                    return (JsonArray)general.DeepClone();
                }
            }

            return [];
        }
    }

    [GeneratedRegex("^[a-z0-9_]{1,32}$")]
    private static partial Regex CommandName();

    private static string Key(ApiArguments arguments)
    {
        var scope = arguments.Object("scope");
        var type = (string?)scope?["type"] ?? "default";
        var key = type switch
        {
            "chat" or "chat_administrators" => $"{type}:{scope!["chat_id"]}",
            "chat_member" => $"{type}:{scope!["chat_id"]}:{scope["user_id"]}",
            _ => type,
        };
        return $"{key}|{arguments.Text("language_code")}";
    }

    private JsonNode Set(ApiArguments arguments)
    {
        var commands = arguments.Array("commands") ?? throw ApiException.BadRequest("parameter \"commands\" is required");
        foreach (var command in commands.OfType<JsonObject>())
        {
            if (!CommandName().IsMatch((string?)command["command"] ?? ""))
            {
                throw ApiException.BadRequest("BOT_COMMAND_INVALID");
            }

            if (((string?)command["description"])?.Length is not (>= 1 and <= 256))
            {
                throw ApiException.BadRequest("BOT_COMMAND_DESCRIPTION_INVALID");
            }
        }

        lock (_gate)
        {
            _menus[Key(arguments)] = commands;
        }

        return true;
    }

    private JsonArray Get(ApiArguments arguments)
    {
        lock (_gate)
        {
            return (JsonArray?)_menus.GetValueOrDefault(Key(arguments))?.DeepClone() ?? [];
        }
    }

    private JsonNode Delete(ApiArguments arguments)
    {
        lock (_gate)
        {
            _menus.Remove(Key(arguments));
        }

        return true;
    }
}
