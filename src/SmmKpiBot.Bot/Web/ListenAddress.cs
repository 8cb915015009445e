namespace SmmKpiBot.Bot.Web;

/// <summary>What the web endpoints listen at: an address, or several with semicolons between.</summary>
internal static class ListenAddress
{
    public static bool IsValid(string listen) => listen.Split(';').All(address => Parse(address) is not null);

    /// <summary>What is wrong with the value of a setting that is not valid.</summary>
    public static string Refusal(string setting, string listen) => $"{setting} must be an address such as http://127.0.0.1:8080; '{listen}' is none.";

    /// <summary>The first one as this machine reaches it: all addresses are reached at the loopback one. Null when it is none.</summary>
    public static Uri? Reachable(string listen) => Parse(listen.Split(';')[0]);

    private static Uri? Parse(string address)
    {
        var here = address
            .Replace("://+", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
            .Replace("://[::]", "://[::1]", StringComparison.Ordinal);
        return Uri.TryCreate(here, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? uri : null;
    }
}
