namespace SmmKpiBot.Bot.Delivery;

/// <summary>
/// Closed while Telegram does not answer as it should. An attempt in vain is not dangerous, but during an outage of the server every message
/// would get an unknown outcome; so after the first bad sign nothing is sent until <c>getMe</c>, which can be repeated at will, is answered.
/// </summary>
internal sealed partial class ServerGate(TelegramApi api, Outbox outbox, DeliveryHealth health, TimeProvider timeProvider, ILogger<ServerGate> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly TelegramApi _api = api;
    private readonly Outbox _outbox = outbox;
    private readonly DeliveryHealth _health = health;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger _logger = logger;
    private volatile bool _isClosed;

    public bool IsOpen => !_isClosed;

    /// <summary>Ends when the gate opens again, or with the program.</summary>
    public Task Probing { get; private set; } = Task.CompletedTask;

    /// <summary>Closes the gate if the outcome says that something is wrong with the server or the way to it.</summary>
    public void Watch(SendOutcome outcome, CancellationToken cancellationToken)
    {
        if (_isClosed || !IsBadSign(outcome) || cancellationToken.IsCancellationRequested)
            return;
        _isClosed = true;
        Probing = ProbeAsync(outcome, cancellationToken);
    }

    private static bool IsBadSign(SendOutcome outcome) => outcome is SendOutcome.Unknown or SendOutcome.NotSent { Obstacle: not Obstacle.RateLimited };

    private async Task ProbeAsync(SendOutcome? sign, CancellationToken cancellationToken)
    {
        var since = _timeProvider.GetUtcNow();
        for (var pause = FirstPause; sign is not null; pause = pause + pause < LongestPause ? pause + pause : LongestPause)
        {
            Tell(sign, since);
            await Task.Delay(pause, _timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                return;
            sign = await _api.ProbeAsync(cancellationToken) is { } bad && IsBadSign(bad) ? bad : null;
        }

        _health.Set(null);
        _isClosed = false;
        var outage = _timeProvider.GetUtcNow() - since;
        LogOpen(outage);
        _outbox.Wake();
    }

    private void Tell(SendOutcome sign, DateTimeOffset since)
    {
        var (obstacle, text) = sign switch
        {
            SendOutcome.NotSent { Obstacle: Obstacle.Unauthorized } => (Obstacle.Unauthorized, "Telegram refuses the bot's token (401). Nothing is lost: put a valid token into Telegram:Token and restart."),
            SendOutcome.NotSent { Obstacle: Obstacle.WrongServer } => (Obstacle.WrongServer, "What answers at Telegram:ApiBaseUrl is no Bot API server for this token. Check Telegram:ApiBaseUrl and Telegram:Token."),
            _ => (Obstacle.Unreachable, "Telegram does not answer. Messages wait and go out when it does."),
        };
        if (_health.Current?.Obstacle == obstacle)
            return;
        var detail = Detail(sign);
        if (obstacle == Obstacle.Unreachable)
            LogSilent(detail);
        else
            LogRefused(text, detail);
        _health.Set(new DeliveryHealth.Problem(obstacle, text, since));
    }

    private static string Detail(SendOutcome sign) => sign switch
    {
        SendOutcome.NotSent notSent => notSent.Detail,
        SendOutcome.Unknown unknown => unknown.Detail,
        _ => "",
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending stops. {Text} ({Detail})")]
    private partial void LogRefused(string text, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sending waits for Telegram: {Detail}")]
    private partial void LogSilent(string detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "Telegram answers again after {Outage}; sending goes on")]
    private partial void LogOpen(TimeSpan outage);
}
