namespace SmmKpiBot.Bot.Waits;

/// <summary>Wakes the round at the very instant at which a wait comes due, shortly after every delivery, and now and then for safety.</summary>
internal sealed partial class WaitClock(WaitRound round, WaitWakes wakes, TimeProvider timeProvider, ILogger<WaitClock> logger) : BackgroundService
{
    /// <summary>Deliveries that come together are looked at together; also, a wake comes a moment before its commit.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan SafetyPoll = TimeSpan.FromSeconds(30);

    private readonly WaitRound _round = round;
    private readonly WaitWakes _wakes = wakes;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger _logger = logger;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = SafetyPoll;
            try
            {
                await _round.RunAsync(stoppingToken);
                var rest = await _round.NextAsync(stoppingToken) - _timeProvider.GetUtcNow();
                pause = rest < SafetyPoll ? TimeSpan.FromTicks(Math.Max(rest.Value.Ticks, 1)) : SafetyPoll;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await RestAsync(pause, stoppingToken);
        }
    }

    private async Task RestAsync(TimeSpan pause, CancellationToken stoppingToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var wake = _wakes.Reader.WaitToReadAsync(over.Token).AsTask();
        await Task.WhenAny(wake, Task.Delay(pause, _timeProvider, over.Token));
        var isWoken = wake.IsCompletedSuccessfully;
        await over.CancelAsync();
        if (isWoken)
            await Task.Delay(Gathering, _timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _wakes.Reader.TryRead(out _);
    }

    [LoggerMessage(LogLevel.Error, "Waits could not be brought up to date; trying again")]
    private partial void LogFailed(Exception exception);
}
