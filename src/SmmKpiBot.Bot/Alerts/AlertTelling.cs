using System.Data.Common;
using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>
/// Brings every chat up to what is open: plans, writes down what each is told, and enqueues the messages in the same transaction. It looks at nothing but what
/// is stored, so it can be run at any time, after anything.
/// </summary>
internal sealed class AlertTelling(
    Database database, ClientStore clients, QuietStore quiet, AlertAudiences audiences, AlertMessages messages, Outbox outbox, ButtonStore buttons, TimeProvider timeProvider)
{
    private const int LockSpace = 0x0a1e;

    /// <summary>An episode that came and went unseen is looked at for so long.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromHours(24);

    private readonly Database _database = database;
    private readonly ClientStore _clients = clients;
    private readonly QuietStore _quiet = quiet;
    private readonly AlertAudiences _audiences = audiences;
    private readonly AlertMessages _messages = messages;
    private readonly Outbox _outbox = outbox;
    private readonly ButtonStore _buttons = buttons;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Looks whether anything is to be told, and tells it in a transaction of its own.</summary>
    /// <returns>The next instant at which the clock alone makes something to tell.</returns>
    public async Task<DateTimeOffset?> TellAsync(CancellationToken cancellationToken)
    {
        TellingPlan plan;
        await using (var connection = await _database.OpenAsync(cancellationToken))
            plan = await PlanAsync(connection, null, cancellationToken);
        if (plan.IsEmpty)
            return plan.NextAt;

        var next = await _database.WriteAsync((connection, transaction) => TellAsync(connection, transaction, cancellationToken), cancellationToken);
        _outbox.Wake();
        return next;
    }

    /// <summary>Tells what is to be told as of this transaction. Wake the outbox after its commit.</summary>
    public async Task<DateTimeOffset?> TellAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        // Two instances that plan at the same moment would tell the same alert in two messages.
        if (_database.Dialect == Dialect.Postgres)
            await connection.ExecuteAsync("select pg_advisory_xact_lock(@LockSpace)", new { LockSpace = (long)LockSpace }, transaction);
        var plan = await PlanAsync(connection, transaction, cancellationToken);
        foreach (var chat in plan.Chats.Where(chat => !chat.Plan.IsEmpty))
            await StoreAsync(connection, transaction, plan, chat, cancellationToken);
        return plan.NextAt;
    }

    private async Task<TellingPlan> PlanAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var rules = await AlertRuleStore.ReadAsync(connection, transaction);
        var open = await AlertStateStore.OpenAsync(connection, transaction);
        var ended = await AlertLog.UnfinishedAsync(connection, transaction, now - Recent);
        List<AlertEpisode> episodes = [];
        foreach (var one in open)
        {
            if (rules.ById.TryGetValue(one.State.Subject.RuleId, out var rule))
                episodes.Add(AlertEpisode.Of(rule, one.State));
        }

        var inhibited = Inhibition.Of([.. episodes]);
        foreach (var one in ended)
        {
            if (rules.ById.TryGetValue(one.State.Subject.RuleId, out var rule))
                episodes.Add(AlertEpisode.Of(rule, one.State).Ended(one.Ending, one.State.FlappingUntil));
        }

        if (episodes.Count == 0)
            return new() { Rules = rules };

        var bound = await ChatStore.ListAsync(connection, transaction);
        var hears = episodes.SelectMany(episode => _audiences.Of(bound, episode).Select(chat => (chat, episode))).GroupBy(pair => pair.chat.Id, pair => pair).ToList();
        var quiet = await _quiet.OfAsync(connection, transaction, bound);
        var silences = await SilenceStore.ListAsync(connection, transaction, now);
        var notices = await AlertNoticeStore.ReadAsync(connection, transaction, now - Recent);
        var groups = await AlertNoticeStore.GroupsAsync(connection, transaction);
        var deliveries = await AlertNoticeStore.DeliveriesAsync(connection, transaction);
        var clocks = await ClocksAsync(connection, transaction, episodes, cancellationToken);
        List<TellingChat> told = [];
        foreach (var heard in hears)
        {
            var chat = heard.First().chat;
            var own = heard.Select(pair => pair.episode).ToDictionary(episode => episode.Id);
            ChatSituation situation = new()
            {
                Chat = new(chat.Id, quiet[chat.Id]),
                Episodes = [.. own.Values],
                Notices = [.. notices[chat.Id].Where(notice => own.ContainsKey(notice.EpisodeId))],
                Groups = [.. groups[chat.Id]],
                Silences = silences,
                Clocks = clocks,
                Inhibited = inhibited,
                Deliveries = deliveries,
            };
            told.Add(new(chat, own, NotificationPlanner.Plan(situation, now)));
        }

        return new() { Rules = rules, Chats = told };
    }

    /// <summary>Of the clients with alerts about their answers.</summary>
    private async Task<IReadOnlyDictionary<long, WorkingClock>> ClocksAsync(DbConnection connection, DbTransaction? transaction, List<AlertEpisode> episodes, CancellationToken cancellationToken)
    {
        Dictionary<long, WorkingClock> clocks = [];
        foreach (var id in episodes.Where(episode => episode.Family == AlertFamily.Answers).Select(episode => episode.Subject.ClientId).Distinct())
        {
            if (await _clients.FindAsync(connection, transaction, id, cancellationToken) is { } client && WorkingClock.Of(client) is { } clock)
                clocks.Add(id, clock);
        }

        return clocks;
    }

    private async Task StoreAsync(DbConnection connection, DbTransaction transaction, TellingPlan telling, TellingChat told, CancellationToken cancellationToken)
    {
        var plan = told.Plan;
        var now = UnixMicros.Of(_timeProvider.GetUtcNow());
        foreach (var key in plan.Cancel)
            await Follow.CancelUntriedAsync(connection, transaction, key, "replaced by a newer one", now);
        await AlertNoticeStore.WriteAsync(connection, transaction, _database.Dialect, plan, told.Episodes, told.Chat.Id);
        var clients = await ClientsAsync(connection, transaction, plan, cancellationToken);
        foreach (var message in plan.Send)
        {
            var composed = _messages.Compose(told.Chat, message.Kind, message.Items, message.More, telling.Rules, clients);
            await EnqueueAsync(connection, transaction, told.Chat, message.Items, composed, one => one with { DedupKey = message.Key, RepliesToKey = message.RepliesToKey }, cancellationToken);
        }

        foreach (var edit in plan.Edit.Where(edit => edit.Items.Count > 0))
        {
            var composed = _messages.Compose(told.Chat, NoticeMessageKind.Alert, edit.Items, Math.Max(0, edit.Items.Count - NoticeMessage.Shown), telling.Rules, clients);
            await EnqueueAsync(connection, transaction, told.Chat, edit.Items, composed, one => one with { EditsKey = edit.Key }, cancellationToken);
        }
    }

    private async Task EnqueueAsync(
        DbConnection connection, DbTransaction transaction, BoundChat chat, IReadOnlyList<NoticeItem> items, ComposedAlert composed, Func<OutboxMessage, OutboxMessage> with, CancellationToken cancellationToken)
    {
        var of = items.Select(item => AlertStateStore.ClientOf(item.Episode.Subject)).Distinct().ToList();
        OutboxMessage message = new()
        {
            ChatId = chat.ChatId,
            ThreadId = chat.ThreadId,
            Kind = OutboxKind.Alert,
            Content = new TextContent(composed.Html.ToString()) { Buttons = composed.Keyboard.Rows },
            ClientId = of is [var only] ? only : null,
        };
        await _buttons.AddAsync(connection, transaction, composed.Keyboard.Buttons);
        await _outbox.EnqueueAsync(connection, transaction, with(message), cancellationToken);
    }

    private async Task<IReadOnlyDictionary<long, Client>> ClientsAsync(DbConnection connection, DbTransaction transaction, ChatPlan plan, CancellationToken cancellationToken)
    {
        Dictionary<long, Client> found = [];
        foreach (var id in plan.Send.SelectMany(message => message.Items).Concat(plan.Edit.SelectMany(edit => edit.Items)).Select(item => item.Episode.Subject.ClientId).Where(id => id != 0).Distinct())
        {
            if (await _clients.FindAsync(connection, transaction, id, cancellationToken) is { } client)
                found.Add(id, client);
        }

        return found;
    }

    private sealed record TellingChat(BoundChat Chat, IReadOnlyDictionary<string, AlertEpisode> Episodes, ChatPlan Plan);

    private sealed record TellingPlan
    {
        public required RuleBook Rules { get; init; }

        public IReadOnlyList<TellingChat> Chats { get; init; } = [];

        public bool IsEmpty => Chats.All(chat => chat.Plan.IsEmpty);

        public DateTimeOffset? NextAt => Chats.Min(chat => chat.Plan.NextAt);
    }
}
