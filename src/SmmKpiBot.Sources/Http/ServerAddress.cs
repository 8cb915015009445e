namespace SmmKpiBot.Sources.Http;

/// <summary>Addresses as settings have them: https, or http for a stand-in on this machine.</summary>
internal static class ServerAddress
{
    /// <summary>Scheme and host, and nothing after them.</summary>
    public static bool IsBase(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && IsCallable(url) && url.AbsolutePath == "/";

    /// <summary>With a path.</summary>
    public static bool IsEndpoint(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && IsCallable(url);

    private static bool IsCallable(Uri url) =>
        (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) && url.UserInfo.Length + url.Query.Length + url.Fragment.Length == 0;
}
