namespace SmmKpiBot.Bot.Web;

/// <summary>Where others reach an endpoint of this program.</summary>
internal static class WebAddress
{
    /// <summary>At <c>Web:PublicUrl</c>, or where the program listens.</summary>
    public static string Of(IConfiguration configuration, string path)
    {
        var web = configuration.GetSection(WebOptions.Section).Get<WebOptions>() ?? new WebOptions();
        return (web.PublicUrl.Length > 0 ? web.PublicUrl : web.Listen.Split(';')[0]).TrimEnd('/') + path;
    }

    /// <summary>At <c>Web:PublicUrl</c>; null where the outside world does not reach the program.</summary>
    public static Uri? PublicOf(IConfiguration configuration, string path) =>
        configuration[$"{WebOptions.Section}:{nameof(WebOptions.PublicUrl)}"] is { Length: > 0 } url ? new Uri(url.TrimEnd('/') + path) : null;
}
