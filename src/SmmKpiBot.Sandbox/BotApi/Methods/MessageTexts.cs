using SmmKpiBot.Sandbox.BotApi.Formatting;

namespace SmmKpiBot.Sandbox.BotApi.Methods;

/// <summary>Texts and captions with the limits of the real server.</summary>
internal static class MessageTexts
{
    private const int MaxText = 4096;
    private const int MaxCaption = 1024;

    public static FormattedText Text(ApiArguments arguments)
    {
        var text = FormattedText.Parse(arguments.Text("text") ?? "", arguments.Text("parse_mode"), arguments.Array("entities"));
        if (text.Length == 0)
        {
            throw ApiException.BadRequest("message text is empty");
        }

        return text.Length > MaxText ? throw ApiException.BadRequest("message is too long") : text;
    }

    public static FormattedText? Caption(ApiArguments arguments) =>
        Caption(arguments.Text("caption"), arguments.Text("parse_mode"), arguments);

    /// <summary>Null when there is no caption.</summary>
    public static FormattedText? Caption(string? caption, string? parseMode, ApiArguments arguments)
    {
        if (string.IsNullOrEmpty(caption))
        {
            return null;
        }

        var text = FormattedText.Parse(caption, parseMode, arguments.Array("caption_entities"));
        return text.Length > MaxCaption ? throw ApiException.BadRequest("message caption is too long") : text;
    }
}
