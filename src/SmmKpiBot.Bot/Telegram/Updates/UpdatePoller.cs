using System.Text.Json;
using Microsoft.Extensions.Options;
using Telegram.Bot.Exceptions;

namespace SmmKpiBot.Bot.Telegram.Updates;

/// <summary>
/// Fetches updates: long polling, or the registration of the webhook. Whatever the server answers, calls never come faster than
/// <see cref="PollPace"/> allows.
/// </summary>
internal sealed partial class UpdatePoller(BotCalls bot, UpdateInbox inbox, IOptions<TelegramOptions> options, LoudStop stop, TimeProvider timeProvider, ILogger<UpdatePoller> logger, PollHealth? health = null)
    : BackgroundService
{
    private const int Unauthorized = 401;
    private const int Conflict = 409;
    private const int BatchSize = 100;
    private const int LongPollSeconds = 50;

    /// <summary>A program that is being replaced by a newer one may meet it for a moment; a second one that stays is a mistake.</summary>
    private static readonly TimeSpan ConflictPatience = TimeSpan.FromMinutes(2);

    private readonly BotCalls _bot = bot;
    private readonly UpdateInbox _inbox = inbox;
    private readonly TelegramOptions _options = options.Value;
    private readonly LoudStop _stop = stop;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger<UpdatePoller> _logger = logger;
    private readonly PollHealth _health = health ?? new PollHealth();
    private readonly PollPace _pace = new();
    private long? _conflictSince;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var webhook = _options.UpdateMode == UpdateMode.Webhook;
        var isSet = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var started = _timeProvider.GetTimestamp();
            TimeSpan pause;
            try
            {
                if (!isSet)
                {
                    await (webhook ? _bot.SetWebhookAsync(_options, stoppingToken) : _bot.DeleteWebhookAsync(stoppingToken));
                    isSet = true;
                    if (webhook)
                    {
                        _health.Set(true);
                        LogWebhookSet();
                        return;
                    }
                }

                var fresh = await PollAsync(stoppingToken);
                _health.Set(true);
                _conflictSince = null;
                pause = _pace.AfterAnswer(fresh, _timeProvider.GetElapsedTime(started));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                _health.Set(false);
                if (IsHopeless(e))
                {
                    _stop.Stop();
                    return;
                }

                pause = PauseAfter(e);
            }

            await Task.Delay(pause, _timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> PollAsync(CancellationToken cancellationToken)
    {
        var request = new RawUpdates
        {
            Offset = await _inbox.OffsetAsync(_bot.BotId, cancellationToken),
            Limit = BatchSize,
            Timeout = LongPollSeconds,
            AllowedUpdates = RawUpdates.Understood,
        };
        JsonElement[] batch = await _bot.Client.SendRequest(request, cancellationToken);
        var updates = batch.Select(RawUpdate.From).OfType<RawUpdate>().ToList();
        return updates.Count == 0 ? 0 : await _inbox.StoreAsync(_bot.BotId, updates, moveOffset: true, cancellationToken);
    }

    private TimeSpan PauseAfter(Exception error)
    {
        var code = (error as ApiRequestException)?.ErrorCode;
        var asked = (error as ApiRequestException)?.Parameters?.RetryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
        var pause = _pace.AfterError(code == Conflict, asked);
        if (code == Conflict)
        {
            LogConflict(pause.TotalSeconds);
        }
        else
        {
            // The type and code only: texts of network errors may quote the address, and the token is part of it.
            LogPollFailed(error.GetType().Name, code, pause.TotalSeconds);
        }

        return pause;
    }

    /// <summary>Only the operator can help: a token that is refused, or another program that keeps fetching the same updates.</summary>
    private bool IsHopeless(Exception error)
    {
        var code = (error as ApiRequestException)?.ErrorCode;
        if (code == Unauthorized)
        {
            LogUnauthorized();
            return true;
        }

        _conflictSince = code == Conflict ? _conflictSince ?? _timeProvider.GetTimestamp() : null;
        if (_conflictSince is not { } since || _timeProvider.GetElapsedTime(since) < ConflictPatience)
        {
            return false;
        }

        LogConflictStays(ConflictPatience.TotalMinutes);
        return true;
    }

    [LoggerMessage(LogLevel.Information, "Telegram sends updates to the webhook")]
    private partial void LogWebhookSet();

    [LoggerMessage(LogLevel.Error, "Another program fetches the updates of this bot (409): stop it, or give this one a token of its own; trying again in {Seconds:0} s")]
    private partial void LogConflict(double seconds);

    [LoggerMessage(LogLevel.Critical, "Another program has been fetching the updates of this bot for {Minutes:0} minutes (409), and only one may: stop it, or give this one a token of its own, then start again; stopping now")]
    private partial void LogConflictStays(double minutes);

    [LoggerMessage(LogLevel.Warning, "Fetching updates failed ({Error}, code {Code}); trying again in {Seconds:0} s")]
    private partial void LogPollFailed(string error, int? code, double seconds);

    [LoggerMessage(LogLevel.Critical, "Telegram refuses the token (401): it was revoked or is mistyped. Put the one from @BotFather into Telegram__Token and start again; stopping now")]
    private partial void LogUnauthorized();
}
