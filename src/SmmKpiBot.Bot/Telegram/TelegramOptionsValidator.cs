using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace SmmKpiBot.Bot.Telegram;

/// <summary>Says in whole sentences which setting is wrong and what to write there. Never repeats a secret.</summary>
internal sealed partial class TelegramOptionsValidator : IValidateOptions<TelegramOptions>
{
    public ValidateOptionsResult Validate(string? name, TelegramOptions options)
    {
        var failures = new List<string?> { TokenFailure(options), BaseUrlFailure(options), ModeFailure(options) };
        if (options.UpdateMode == UpdateMode.Webhook)
        {
            failures.Add(WebhookUrlFailure(options));
            failures.Add(WebhookSecretFailure(options));
        }

        var found = failures.OfType<string>().ToList();
        return found.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(found);
    }

    private static string? TokenFailure(TelegramOptions options)
    {
        string? token;
        try
        {
            token = options.ReadToken();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "Telegram:TokenFile (environment Telegram__TokenFile) names a file that cannot be read, or that holds more than a token: check the path and its rights.";
        }

        if (string.IsNullOrEmpty(token))
        {
            return "Telegram:Token is missing: put the token that @BotFather gave you into the environment variable Telegram__Token, or its file's path into Telegram__TokenFile.";
        }

        return TokenShape().IsMatch(token)
            ? null
            : "Telegram:Token (environment Telegram__Token, or the file of Telegram__TokenFile) is not a bot token: it looks like 123456789:letters, as @BotFather gives it.";
    }

    private static string? BaseUrlFailure(TelegramOptions options) =>
        Uri.TryCreate(options.ApiBaseUrl, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.AbsolutePath == "/"
            ? null
            : "Telegram:ApiBaseUrl must be scheme and host of a Bot API server without a path, e.g. https://api.telegram.org.";

    private static string? ModeFailure(TelegramOptions options) =>
        options.Mode.ToUpperInvariant() is "POLLING" or "WEBHOOK" ? null : "Telegram:Mode must be polling or webhook.";

    private static string? WebhookUrlFailure(TelegramOptions options) =>
        Uri.TryCreate(options.WebhookUrl, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
            ? null
            : $"Telegram:WebhookUrl must be the public https address that leads to {TelegramOptions.WebhookPath} of this program; Telegram:Mode webhook needs it.";

    private static string? WebhookSecretFailure(TelegramOptions options)
    {
        var secret = options.WebhookSecret ?? string.Empty;
        var longEnough = Encoding.UTF8.GetByteCount(secret) >= TelegramOptions.ShortestWebhookSecret;
        return longEnough && SecretShape().IsMatch(secret)
            ? null
            : "Telegram:WebhookSecret must be 32 to 256 characters of A-Z, a-z, 0-9, _ and -; Telegram:Mode webhook needs it. Make one with: openssl rand -hex 32";
    }

    [GeneratedRegex("^[0-9]{1,16}:[A-Za-z0-9_-]{3,}$")]
    private static partial Regex TokenShape();

    [GeneratedRegex("^[A-Za-z0-9_-]{32,256}$")]
    private static partial Regex SecretShape();
}
