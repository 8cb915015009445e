using SmmKpiBot.Data;
using Telegram.Bot;

namespace SmmKpiBot.Bot.Telegram;

/// <summary>How updates reach the program.</summary>
internal enum UpdateMode
{
    Polling,
    Webhook,
}

/// <summary>The settings section <c>Telegram</c>; checked by <see cref="TelegramOptionsValidator"/>.</summary>
internal sealed class TelegramOptions
{
    public const string Section = "Telegram";

    /// <summary>Where Telegram posts updates to in webhook mode.</summary>
    public const string WebhookPath = "/telegram/webhook";

    public const int ShortestWebhookSecret = 32;

    /// <summary>The bot's token as BotFather gave it; or <see cref="TokenFile"/>.</summary>
    public string? Token { get; set; }

    /// <summary>A file that holds the token and nothing else.</summary>
    public string? TokenFile { get; set; }

    /// <summary>Scheme and authority of the Bot API server.</summary>
    public string ApiBaseUrl { get; set; } = "https://api.telegram.org";

    /// <summary><c>polling</c> or <c>webhook</c>.</summary>
    public string Mode { get; set; } = "polling";

    /// <summary>The public https address of <see cref="WebhookPath"/>.</summary>
    public string? WebhookUrl { get; set; }

    /// <summary>At least 32 characters of A–Z, a–z, 0–9, _ and -; Telegram sends it with every update.</summary>
    public string? WebhookSecret { get; set; }

    public UpdateMode UpdateMode => string.Equals(Mode, "webhook", StringComparison.OrdinalIgnoreCase) ? UpdateMode.Webhook : UpdateMode.Polling;

    /// <summary>The token from <see cref="Token"/> or else from <see cref="TokenFile"/>; null when neither is set.</summary>
    public string? ReadToken()
    {
        if (!string.IsNullOrWhiteSpace(Token))
        {
            return Token.Trim();
        }

        return string.IsNullOrWhiteSpace(TokenFile) ? null
            : SmallFile.ReadText(TokenFile, SmallFile.LargestSecret)?.Trim() ?? throw new IOException($"{TokenFile} is too large for a token.");
    }

    /// <summary>What a Telegram.Bot client needs: one attempt per call, because the outbox is the only layer that repeats.</summary>
    public TelegramBotClientOptions ClientOptions()
    {
        var token = ReadToken() ?? throw new InvalidOperationException("Telegram:Token is not set.");
        return new TelegramBotClientOptions(token, ApiBaseUrl) { RetryCount = 1, RetryThreshold = 0 };
    }
}
