namespace SmmKpiBot.Bot.Collecting;

/// <summary>Follows the wakes: each starts what is due by now. It does not wait for what it started: a slow network keeps no other account from its turn.</summary>
internal sealed partial class Collector(CollectRound round, CollectWakes wakes, ILogger<Collector> logger) : BackgroundService
{
    private readonly CollectRound _round = round;
    private readonly CollectWakes _wakes = wakes;
    private readonly ILogger _logger = logger;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            _wakes.Wake();
            await foreach (var _ in _wakes.Reader.ReadAllAsync(stoppingToken))
                await StartAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the program.
        }

        await Task.WhenAll(_round.Running);

        async Task StartAsync(CancellationToken cancellationToken)
        {
            try
            {
                await _round.StartDueAsync(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "What is due to be collected could not be looked up; trying again within a minute")]
    private partial void LogFailed(Exception exception);
}
