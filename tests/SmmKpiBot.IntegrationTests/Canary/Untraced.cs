namespace SmmKpiBot.IntegrationTests.Canary;

/// <summary>HTTP for tests that call a Bot API server themselves: the token in their addresses is the test's own doing, and no trace of the program.</summary>
internal static class Untraced
{
    public static HttpClient NewClient() => new(new SocketsHttpHandler { ActivityHeadersPropagator = null });
}
