namespace SmmKpiBot.Sandbox.BotApi;

/// <summary>How a stand-in Bot API server is set up.</summary>
internal sealed record BotApiOptions
{
    /// <summary>The only token that is accepted; the number before the colon is the bot's id.</summary>
    public string Token { get; init; } = "123456:sandbox-token-that-opens-nothing";

    public string BotUsername { get; init; } = "smm_kpi_sandbox_bot";

    public string BotName { get; init; } = "KPI";

    /// <summary>Loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The clock of messages, callback queries and strict rates.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Longest wait of <c>getUpdates</c> in real time, whatever the caller asks for; the real server's cap is 50 s.</summary>
    public TimeSpan MaxPollTimeout { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>First pause before an update that a webhook refused is repeated; it doubles.</summary>
    public TimeSpan WebhookRetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Answers 429 above 1 message a second in a chat, 20 a minute in a group and 30 a second in all.</summary>
    public bool StrictRates { get; init; }

    /// <summary>Privacy mode off: the bot gets every message of its groups, not only commands and replies.</summary>
    public bool CanReadAllGroupMessages { get; init; }

    /// <summary>Business mode on: people can connect their business accounts to the bot.</summary>
    public bool CanConnectToBusiness { get; init; } = true;

    /// <summary>Ids of messages and updates begin above it: a bot that keeps its database must not see old ids again.</summary>
    public int FirstId { get; init; }

    public long BotId => long.Parse(Token.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture);
}
