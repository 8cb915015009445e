using System.Text;
using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.BotApi.Methods;

/// <summary>Checks the buttons of a call.</summary>
internal static class InlineKeyboard
{
    private const int MaxButtons = 100;
    private const int MaxDataBytes = 64;

    /// <summary>The keyboard of a call, or null when it has none or an empty one. Other kinds of markup are let pass and forgotten.</summary>
    public static JsonObject? Of(ApiArguments arguments)
    {
        if (arguments.Object("reply_markup") is not { } markup || markup["inline_keyboard"] is not JsonArray rows || rows.Count == 0)
        {
            return null;
        }

        var buttons = rows.OfType<JsonArray>().SelectMany(row => row).OfType<JsonObject>().ToList();
        if (buttons.Count > MaxButtons)
        {
            throw ApiException.BadRequest("reply markup is too long");
        }

        buttons.ForEach(Check);
        return (JsonObject)markup.DeepClone();
    }

    private static void Check(JsonObject button)
    {
        if (string.IsNullOrWhiteSpace((string?)button["text"]))
        {
            throw ApiException.BadRequest("can't parse inline keyboard button: Field \"text\" must be non-empty");
        }

        if (button["callback_data"] is { } data)
        {
            if (Encoding.UTF8.GetByteCount((string)data!) is < 1 or > MaxDataBytes)
            {
                throw ApiException.BadRequest("BUTTON_DATA_INVALID");
            }
        }
        else if (button["url"] is { } url)
        {
            CheckUrl((string)url!);
        }
        else if (button.Count == 1)
        {
            throw ApiException.BadRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
        }
    }

    private static void CheckUrl(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https" or "tg" or "ton"))
        {
            throw ApiException.BadRequest($"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL");
        }
    }
}
