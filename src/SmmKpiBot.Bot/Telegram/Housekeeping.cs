using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Bot.Connecting;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Bot.Telegram.Kpis;
using SmmKpiBot.Bot.Telegram.Updates;

namespace SmmKpiBot.Bot.Telegram;

/// <summary>Forgets what is over, looks whether feeds are still heard, and leaves groups nobody has bound for a day.</summary>
internal sealed partial class Housekeeping(UpdateInbox inbox, ButtonStore buttons, Invitations invitations, OutboxRetention outbox, CustomerChats customers, ThreadStore threads, FeedWatch feeds, UnboundGroups groups, ErasedClients erased, ChatwootDeliveries deliveries, AlertLog alerts, AccessRequests access, BotCalls bot, TimeProvider timeProvider, ILogger<Housekeeping> logger)
    : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    private readonly UpdateInbox _inbox = inbox;
    private readonly ButtonStore _buttons = buttons;
    private readonly Invitations _invitations = invitations;
    private readonly OutboxRetention _outbox = outbox;
    private readonly CustomerChats _customers = customers;
    private readonly ThreadStore _threads = threads;
    private readonly FeedWatch _feeds = feeds;
    private readonly UnboundGroups _groups = groups;
    private readonly ErasedClients _erased = erased;
    private readonly ChatwootDeliveries _deliveries = deliveries;
    private readonly AlertLog _alerts = alerts;
    private readonly AccessRequests _access = access;
    private readonly BotCalls _bot = bot;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger<Housekeeping> _logger = logger;

    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        await _inbox.PurgeAsync(cancellationToken);
        await _buttons.PurgeAsync(cancellationToken);
        await _invitations.PurgeAsync(cancellationToken);
        await _outbox.PurgeAsync(cancellationToken);
        await _customers.PurgeAsync(cancellationToken);
        await _threads.PurgeAsync(cancellationToken);
        await _erased.ForgetAsync(cancellationToken);
        await _deliveries.PurgeAsync(cancellationToken);
        await _alerts.PurgeAsync(_timeProvider.GetUtcNow(), cancellationToken);
        await _access.PurgeAsync(cancellationToken);
        await _feeds.LookAsync(cancellationToken);
        foreach (var group in await _groups.OverdueAsync(cancellationToken))
        {
            if (!await _bot.LeaveAsync(group, cancellationToken))
                continue;
            LogLeft(group);
            await _groups.ForgetAsync(group, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TidyAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }

            await Task.Delay(Rest, _timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Information, "Left group {ChatId}: nobody bound it for a day")]
    private partial void LogLeft(long chatId);

    [LoggerMessage(LogLevel.Error, "Tidying up failed; trying again later")]
    private partial void LogFailed(Exception error);
}
