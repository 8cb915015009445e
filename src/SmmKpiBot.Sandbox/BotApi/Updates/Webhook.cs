namespace SmmKpiBot.Sandbox.BotApi.Updates;

/// <summary>Where updates are posted to; an empty address means they are polled.</summary>
internal sealed record Webhook(string Url, string? Secret)
{
    public static Webhook None { get; } = new("", null);

    public bool IsSet => Url.Length > 0;
}
