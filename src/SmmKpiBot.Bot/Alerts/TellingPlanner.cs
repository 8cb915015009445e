using System.Data.Common;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Reads how everything stands and lets <see cref="NotificationPlanner"/> decide for each chat.</summary>
internal sealed class TellingPlanner(ClientStore clients, QuietStore quiet, AlertAudiences audiences, TimeProvider timeProvider)
{
    private readonly ClientStore _clients = clients;
    private readonly QuietStore _quiet = quiet;
    private readonly AlertAudiences _audiences = audiences;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>The chats that can hear of something: of what is open, has ended lately, or was told without its end.</summary>
    public async Task<IReadOnlyList<BoundChat>> HearersAsync(DbConnection connection)
    {
        var clients = await AlertNoticeStore.ConcernedAsync(connection, _timeProvider.GetUtcNow() - NotificationPlanner.Recent);
        return clients.Count == 0 ? [] : (await _audiences.ReadAsync(connection, null, clients)).Hearers(clients);
    }

    /// <param name="known">Rules that were read before; they are not read again while none has changed.</param>
    public async Task<TellingPlan> PlanAsync(DbConnection connection, DbTransaction? transaction, TellingScope scope, RuleBook known, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var rules = await AlertRuleStore.ReadAsync(connection, transaction, known);
        var open = Episodes(rules, await AlertStateStore.OpenAsync(connection, transaction, scope.Clients), one => one.State, (episode, _) => episode);
        var ended = Episodes(
            rules,
            await AlertLog.UnfinishedAsync(connection, transaction, now - NotificationPlanner.Recent, scope.Clients),
            one => one.State,
            (episode, one) => episode.Ended(one.Ending, one.State.FlappingUntil));
        if (open.Count + ended.Count == 0)
            return new() { Rules = rules };

        var bound = scope.Clients is null ? await ChatStore.ListAsync(connection, transaction) : await ChatStore.ListAsync(connection, transaction, scope.ChatIds);
        var audience = _audiences.Over(bound);
        var hears = open.Concat(ended)
            .SelectMany(episode => audience.Of(episode.Audience, episode.Subject.ClientId).Where(scope.Holds).Select(chat => (chat, episode)))
            .GroupBy(pair => pair.chat.Id)
            .ToList();
        if (hears.Count == 0)
            return new() { Rules = rules };

        long[]? bindings = scope.Clients is null ? null : [.. scope.Bindings];
        var quiet = await _quiet.OfAsync(connection, transaction, [.. hears.Select(heard => heard.First().chat)]);
        var silences = await SilenceStore.ListAsync(connection, transaction, now);
        var inhibited = Inhibition.Of(open);

        // That a whole network fails explains nothing to those who are not told of it.
        var networks = open.Where(episode => episode.Subject.Metric == AlertMetrics.Platform).Select(episode => episode.Id).ToHashSet();
        var notices = await AlertNoticeStore.ReadAsync(connection, transaction, now - NotificationPlanner.Recent, bindings);
        var lines = await AlertNoticeStore.LinesAsync(connection, transaction, bindings);
        var groups = await AlertNoticeStore.GroupsAsync(connection, transaction, bindings);
        var deliveries = await AlertNoticeStore.DeliveriesAsync(connection, transaction, bindings);
        var clocks = await ClocksAsync(connection, transaction, hears.SelectMany(heard => heard.Select(pair => pair.episode)), cancellationToken);
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
                Lines = [.. lines[chat.Id]],
                Groups = [.. groups[chat.Id]],
                Silences = silences,
                Clocks = clocks,
                Inhibited = inhibited.Where(pair => !networks.Contains(pair.Value) || own.ContainsKey(pair.Value)).ToDictionary(),
                Deliveries = deliveries,
            };
            told.Add(new(chat, own, NotificationPlanner.Plan(situation, now)));
        }

        return new() { Rules = rules, Chats = told };
    }

    /// <summary>Of the clients with alerts about their answers.</summary>
    private async Task<IReadOnlyDictionary<long, WorkingClock>> ClocksAsync(
        DbConnection connection, DbTransaction? transaction, IEnumerable<AlertEpisode> episodes, CancellationToken cancellationToken)
    {
        Dictionary<long, WorkingClock> clocks = [];
        long[] ids = [.. episodes.Where(episode => episode.Family == AlertFamily.Answers).Select(episode => episode.Subject.ClientId).Distinct()];
        foreach (var client in ids.Length == 0 ? [] : await _clients.ListAsync(connection, transaction, ids, cancellationToken))
        {
            if (WorkingClock.Of(client) is { } clock)
                clocks.Add(client.Id, clock);
        }

        return clocks;
    }

    private static List<AlertEpisode> Episodes<T>(RuleBook rules, IReadOnlyList<T> found, Func<T, AlertState> state, Func<AlertEpisode, T, AlertEpisode> finish)
    {
        List<AlertEpisode> episodes = [];
        foreach (var one in found)
        {
            if (rules.ById.TryGetValue(state(one).Subject.RuleId, out var rule))
                episodes.Add(finish(AlertEpisode.Of(rule, state(one)), one));
        }

        return episodes;
    }
}
