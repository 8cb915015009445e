using SmmKpiBot.Sandbox.BotApi;

namespace SmmKpiBot.IntegrationTests.Canary;

/// <summary>The one token of all bots in this run: the sandbox's own, which every stand-in Telegram has unless a test says otherwise.</summary>
internal static class CanaryToken
{
    /// <summary>What must never be seen.</summary>
    public const string Secret = "sandbox-token-that-opens-nothing";

    public const string Value = "123456:" + Secret;

    static CanaryToken()
    {
        if (new BotApiOptions().Token != Value)
            throw new InvalidOperationException("The sandbox has another token: bots of this run would carry no canary.");
    }

    /// <summary>A token of a second bot.</summary>
    public static string Of(long botId) => $"{botId}:{Secret}";
}
