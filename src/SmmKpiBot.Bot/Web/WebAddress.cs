namespace SmmKpiBot.Bot.Web;

/// <summary>Where others reach an endpoint of this program.</summary>
internal static class WebAddress
{
    /// <summary>At <c>Web:PublicUrl</c>, or where this machine reaches what the program listens at.</summary>
    public static string Of(IConfiguration configuration, string path) =>
        PublicOf(configuration, path)?.ToString() ?? WebSetup.ReachableOf(configuration).ToString().TrimEnd('/') + path;

    /// <summary>At <c>Web:PublicUrl</c>; null where the outside world does not reach the program.</summary>
    public static Uri? PublicOf(IConfiguration configuration, string path) =>
        configuration[$"{WebOptions.Section}:{nameof(WebOptions.PublicUrl)}"] is { Length: > 0 } url ? new Uri(url.TrimEnd('/') + path) : null;
}
