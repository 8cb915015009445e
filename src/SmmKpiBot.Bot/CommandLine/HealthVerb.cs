using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Bot.Web;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>health</c>: asks a running bot whether it lives; for a container's HEALTHCHECK.</summary>
internal static class HealthVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Verb Build(VerbRunner runner)
    {
        var verb = new Verb("health", "Asks the running bot whether it lives, at Web:Listen; exit code 1 when it does not.", "health");
        runner.Handle(
            verb,
            async (scope, _, cancellationToken) =>
            {
                var address = new Uri(Reachable(WebSetup.ListenOf(SettingsFiles.Load(runner.Settings))), "/health/live");
                using var http = new HttpClient { Timeout = Patience };
                var said = await AskAsync(http, address, cancellationToken);
                scope.Answer.Write(new { Live = said is null, Address = address, Problem = said }, () => said ?? "live");
                return said is null ? ExitCode.Done : ExitCode.Failed;
            },
            needsDatabase: false);
        return verb;
    }

    /// <summary>The first listening address as this machine reaches it: all addresses are reached at the loopback one.</summary>
    internal static Uri Reachable(string listen) => new(listen.Split(';')[0]
        .Replace("://+", "://127.0.0.1", StringComparison.Ordinal)
        .Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
        .Replace("://[::]", "://[::1]", StringComparison.Ordinal));

    private static async Task<string?> AskAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(address, cancellationToken);
            return response.IsSuccessStatusCode ? null : $"{address} answered {(int)response.StatusCode}.";
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return $"Nothing answers at {address}: the bot does not run, or Web:Listen differs.";
        }
    }
}
