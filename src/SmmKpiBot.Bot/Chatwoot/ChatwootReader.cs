using Microsoft.Extensions.Options;
using SmmKpiBot.Sources.Chatwoot;

namespace SmmKpiBot.Bot.Chatwoot;

/// <summary>Wakes the round again and again. It does not wait for the readings that were started: a slow server keeps no other account from its turn.</summary>
internal sealed partial class ChatwootReader(ChatwootRound round, IOptions<ChatwootOptions> options, TimeProvider timeProvider, ILogger<ChatwootReader> logger) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    private readonly ILogger _logger = logger;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        while (options.Value.IsOn && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                running.RemoveAll(reading => reading.IsCompleted);
                running.AddRange(await round.StartDueAsync(stoppingToken));
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }

            await Task.Delay(Rest, timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(LogLevel.Error, "Inboxes of Chatwoot could not be looked up; trying again")]
    private partial void LogFailed(Exception exception);
}
