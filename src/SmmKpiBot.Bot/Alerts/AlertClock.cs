using Microsoft.Extensions.Options;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Wakes the round at the very instant at which something comes due, shortly after a change, and every interval.</summary>
internal sealed partial class AlertClock(AlertRound round, AlertWakes wakes, IOptions<AlertsOptions> options, TimeProvider timeProvider, ILogger<AlertClock> logger) : BackgroundService
{
    private readonly AlertRound _round = round;
    private readonly AlertWakes _wakes = wakes;
    private readonly TimeSpan _interval = options.Value.Interval;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger _logger = logger;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = _interval;
            try
            {
                await _round.RunAsync(stoppingToken);
                var rest = await _round.NextAsync(stoppingToken) - _timeProvider.GetUtcNow();
                pause = rest < _interval ? TimeSpan.FromTicks(Math.Max(rest.Value.Ticks, TimeSpan.TicksPerSecond / 10)) : _interval;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                LogFailed(exception);
            }

            await RestAsync(pause, stoppingToken);
        }
    }

    private async Task RestAsync(TimeSpan pause, CancellationToken stoppingToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny(_wakes.Reader.WaitToReadAsync(over.Token).AsTask(), Task.Delay(pause, _timeProvider, over.Token));
        await over.CancelAsync();
        _wakes.Reader.TryRead(out _);
    }

    [LoggerMessage(LogLevel.Error, "The round of alerts failed; trying again")]
    private partial void LogFailed(Exception exception);
}
