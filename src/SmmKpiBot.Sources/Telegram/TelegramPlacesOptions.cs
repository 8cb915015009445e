using System.ComponentModel.DataAnnotations;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.Telegram;

/// <summary>The settings section <c>Networks:Telegram</c>. The bot's own token is used, so the network is on wherever the bot is.</summary>
internal sealed class TelegramPlacesOptions : IValidatableObject
{
    public const string Section = "Networks:Telegram";

    /// <summary>Scheme and host of the Bot API server; empty: that of the bot.</summary>
    public string ApiBaseUrl { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ApiBaseUrl.Length > 0 && !ServerAddress.IsBase(ApiBaseUrl))
            yield return new($"{Section}:ApiBaseUrl must be https and a host, such as https://api.telegram.org (http only for a stand-in on this machine), or empty; '{ApiBaseUrl}' is neither.");
    }
}
