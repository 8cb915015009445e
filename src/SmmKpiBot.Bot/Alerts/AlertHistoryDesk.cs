using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Shows what happened to alerts, with the reasons.</summary>
internal sealed class AlertHistoryDesk(AlertLog log, AlertRuleStore rules, ScopedClients clients, AccountStore accounts, AlertAudiences audiences, ClientDefaults defaults)
{
    private const int MostShown = 20;

    private static readonly Words Nothing = new("Тут іще нічого не було.", "Nothing has happened here yet.");

    private readonly AlertLog _log = log;
    private readonly AlertRuleStore _rules = rules;
    private readonly ScopedClients _clients = clients;
    private readonly AccountStore _accounts = accounts;
    private readonly AlertAudiences _audiences = audiences;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(defaults.TimeZone);

    /// <summary>What happened last, of one client or of all that are shown here; to those who run the bot also to alerts of whole networks.</summary>
    public async Task ShowAsync(Turn turn, Client? client, CancellationToken cancellationToken)
    {
        var shown = (await _clients.ListAsync(turn.Scope, cancellationToken)).ToDictionary(one => one.Id);
        IReadOnlyCollection<long> ofClients = client is null ? shown.Keys : [client.Id];
        var recent = await _log.RecentAsync(ofClients, client is null && AlertsDesk.SeesPlatforms(turn.Scope), MostShown, cancellationToken);
        if (recent.Count == 0)
        {
            turn.Reply(Nothing);
            return;
        }

        var book = await _rules.ReadAsync(cancellationToken);
        var accounts = await _accounts.OfAsync(recent.Select(one => one.Subject.AccountId).OfType<long>(), cancellationToken);
        var html = new TelegramHtml().Bold(turn.Say(new("Що відбувалося", "What happened")) + (client is null ? "" : " · " + client.Name));
        foreach (var one in recent)
        {
            var of = shown.GetValueOrDefault(one.Subject.ClientId);
            html.Line().Line().Bold((client is null && of is not null ? of.Name + " · " : "") + EventText.Title(one, book, accounts, turn.Language))
                .Line().Text(EventText.Of(one, of?.TimeZone ?? _zone, turn.Language));
        }

        turn.Reply(html, null, client?.Id);
    }

    /// <summary>The rule of an episode and everything that happened in it.</summary>
    public async Task ShowEpisodeAsync(Turn turn, string episodeId, CancellationToken cancellationToken)
    {
        var events = await _log.OfEpisodeAsync(episodeId, cancellationToken);
        if (events.Count == 0 || !_audiences.IsSeen(turn, events[0].Subject))
        {
            turn.Reply(Nothing);
            return;
        }

        var book = await _rules.ReadAsync(cancellationToken);
        var accounts = await _accounts.OfAsync(events.Take(1).Select(one => one.Subject.AccountId).OfType<long>(), cancellationToken);
        var zone = turn.Client?.TimeZone ?? _zone;
        var html = new TelegramHtml().Bold((turn.Client is { } client ? client.Name + " · " : "") + EventText.Title(events[0], book, accounts, turn.Language));
        if (book.ById.TryGetValue(events[0].Subject.RuleId, out var rule))
            html.Line().Line().Text(turn.Say(new("Правило: ", "The rule: "))).Text(AlertText.Sentence(rule, turn.Language) + " " + AlertText.Patience(rule, turn.Language));
        html.Line();
        foreach (var one in events)
            html.Line().Text(EventText.Of(one, zone, turn.Language));
        turn.Reply(html, null, turn.Client?.Id);
    }
}
