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
                var address = new Uri(WebSetup.ReachableOf(SettingsFiles.Load(runner.Settings)), "/health/live");
                using var http = new HttpClient { Timeout = Patience };
                var said = await AskAsync(http, address, cancellationToken);
                scope.Answer.Write(new { Live = said is null, Address = address, Problem = said }, () => said ?? "live");
                return said is null ? ExitCode.Done : ExitCode.Failed;
            },
            needsDatabase: false);
        return verb;
    }

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
