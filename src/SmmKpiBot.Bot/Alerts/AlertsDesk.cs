using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Buttons;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Shows what is open, what is silenced, and one alert with what can be done about it.</summary>
internal sealed class AlertsDesk(
    OpenAlerts alerts, AlertRuleStore rules, SilenceStore silences, ScopedClients clients, RuleFailures failures, WaitingList waits, AlertCard card, ClientDefaults defaults, TimeProvider timeProvider)
{
    private const int MostShown = 10;

    private readonly OpenAlerts _alerts = alerts;
    private readonly AlertRuleStore _rules = rules;
    private readonly SilenceStore _silences = silences;
    private readonly ScopedClients _clients = clients;
    private readonly RuleFailures _failures = failures;
    private readonly WaitingList _waits = waits;
    private readonly AlertCard _card = card;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(defaults.TimeZone);
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>The list of one client, or of all that are shown here.</summary>
    public async Task ShowAsync(Turn turn, Client? client, bool edit, CancellationToken cancellationToken)
    {
        var all = (await _clients.ListAsync(turn.Scope, cancellationToken)).ToDictionary(one => one.Id);
        IReadOnlyCollection<long> shown = client is null ? [.. all.Keys] : [client.Id];
        var open = await _alerts.ReadAsync(shown, client is null && SeesPlatforms(turn.Scope), cancellationToken);
        var book = await _rules.ReadAsync(cancellationToken);
        var silences = await _silences.ListAsync(_timeProvider.GetUtcNow(), cancellationToken);
        var silenced = silences.Where(silence => silence.ClientId is { } of ? shown.Contains(of) : turn.Scope.User.Owner && turn.Scope.Private).ToList();
        var waiting = await _waits.CountAsync([.. shown], cancellationToken);
        var suffix = client is null ? "" : " · " + client.Name;
        var html = open.Count == 0
            ? new TelegramHtml().Text(turn.Say(Calm(waiting, suffix)))
            : new TelegramHtml().Bold(turn.Say(new($"Триває зараз: {open.Count}{suffix}", $"Going on now: {open.Count}{suffix}")));
        if (waiting.All > 0)
            html.Line().Text((waiting.Late > 0 ? "🔴 " : "") + WaitWords.Counted(waiting, turn.Language) + " — /waiting");
        for (var at = 0; at < Math.Min(open.Count, MostShown); at++)
            Append(html, at, open[at], silences, book, client is null ? all.GetValueOrDefault(open[at].Subject.ClientId) : null, turn);
        if (open.Count > MostShown)
            html.Line().Line().Text(turn.Say(new($"…і ще {open.Count - MostShown}", $"…and {open.Count - MostShown} more")));
        AppendFailed(html, [.. shown.SelectMany(id => _failures.Of(id).Select(rule => (all[id], rule)))], turn);
        AppendUnreadable(html, [.. book.Unreadable.Where(rule => rule.ClientId is { } of ? shown.Contains(of) : turn.Scope.User.SeesAll)], all, turn);
        Append(html, silenced, book, all, turn);
        var keyboard = Buttons(turn, client, open, [.. silenced.Select(silence => (silence, SilenceText.What(silence, book, silence.ClientId is { } id ? all.GetValueOrDefault(id) : null, turn.Language)))]);
        if (edit)
            turn.Edit(html, keyboard);
        else
            turn.Reply(html, keyboard, client?.Id);
    }

    /// <summary>Customers who wait too long are no calm, though their list is another one.</summary>
    private static Words Calm(WaitingCount waiting, string suffix) => waiting.Late > 0
        ? new($"Сповіщень зараз немає{suffix}", $"No alerts now{suffix}")
        : new($"✅ Усе спокійно{suffix}", $"✅ All is calm{suffix}");

    /// <summary>One open alert with its buttons.</summary>
    public async Task ShowOneAsync(Turn turn, AlertState state, CancellationToken cancellationToken)
    {
        if (_card.Of(turn, state, await _rules.ReadAsync(cancellationToken)) is { } card)
            turn.Reply(card.Html, card.Keyboard, turn.Client?.Id);
    }

    /// <summary>Alerts of whole networks are for those who run the bot.</summary>
    internal static bool SeesPlatforms(Scope scope) => scope is { Private: true, User.Owner: true } or { Private: false, Chat.Purpose: ChatPurpose.Owner };

    private void Append(TelegramHtml html, int at, AlertEpisode episode, IReadOnlyList<Silence> silences, RuleBook book, Client? client, Turn turn)
    {
        var now = _timeProvider.GetUtcNow();
        var zone = turn.Client?.TimeZone ?? client?.TimeZone ?? _zone;
        html.Line().Line().Text((at + 1).ToString(CultureInfo.InvariantCulture) + ". " + EpisodeText.Mark(episode) + " ").Bold(EpisodeText.Title(episode, book, client, turn.Language))
            .Line().Text(EpisodeText.Since(episode, zone, turn.Language));
        if (episode.Last is { } last)
            html.Text(turn.Say(new("; зараз ", "; now "))).Text(AlertFigureText.Of(episode.Subject.Metric, last, turn.Language));
        if (episode.Worst is { } worst && worst != episode.Last)
            html.Text(turn.Say(new("; найгірше ", "; worst "))).Text(AlertText.Figures(worst, turn.Language));
        if (EpisodeText.Human(episode.Human, now, zone, turn.Language) is { } human)
            html.Line().Italic(human);
        if (SilenceText.Until(silences, episode, now, zone, turn.Language) is { } until)
            html.Line().Italic(until);
    }

    /// <summary>A rule that cannot be evaluated watches nothing, whatever it says of itself.</summary>
    private static void AppendFailed(TelegramHtml html, List<(Client Client, AlertRule Rule)> failed, Turn turn)
    {
        if (failed.Count == 0)
            return;

        html.Line().Line().Bold(turn.Say(new("Ці правила не працюють: їхні цифри порахувати не вдається. Чому, скаже doctor на сервері", "These rules do not work: their figures cannot be computed. doctor on the server says why")));
        foreach (var (client, rule) in failed.Take(MostShown))
            html.Line().Text("⚠️ ").Text($"{client.Name} · {AlertText.Title(rule, turn.Language)}");
        if (failed.Count > MostShown)
            html.Line().Text(turn.Say(new($"…і ще {failed.Count - MostShown}", $"…and {failed.Count - MostShown} more")));
    }

    /// <summary>A stored rule of another version: only on the server can it be taken away.</summary>
    private static void AppendUnreadable(TelegramHtml html, List<UnreadableRule> unreadable, Dictionary<long, Client> all, Turn turn)
    {
        if (unreadable.Count == 0)
            return;

        html.Line().Line().Bold(turn.Say(new("Не вдається прочитати", "Cannot be read")));
        foreach (var rule in unreadable.Take(MostShown))
        {
            html.Line().Text("⚠️ ").Text(rule.ClientId is { } of ? all[of].Name : turn.Say(new("Усі клієнти", "All clients")))
                .Text(turn.Say(rule.IsBuiltIn
                    ? new(" — вбудоване правило діє без ваших змін; приберіть їх на сервері: ", ": the built-in rule works without your change; take it away on the server: ")
                    : new(" — правило не працює; приберіть його на сервері: ", ": the rule does not work; take it away on the server: ")))
                .Code("alert remove " + rule.Id);
        }

        if (unreadable.Count > MostShown)
            html.Line().Text(turn.Say(new($"…і ще {unreadable.Count - MostShown}", $"…and {unreadable.Count - MostShown} more")));
    }

    private void Append(TelegramHtml html, List<Silence> silenced, RuleBook book, Dictionary<long, Client> all, Turn turn)
    {
        if (silenced.Count == 0)
            return;

        html.Line().Line().Bold(turn.Say(new("Заглушено", "Silenced")));
        foreach (var silence in silenced.Take(MostShown))
            html.Line().Text("🔇 ").Text(SilenceText.Of(silence, book, silence.ClientId is { } id ? all.GetValueOrDefault(id) : null, _zone, turn.Language));
    }

    private static Keyboard Buttons(Turn turn, Client? client, IReadOnlyList<AlertEpisode> open, List<(Silence Silence, string What)> silenced)
    {
        var keyboard = turn.NewKeyboard()
            .Numbers(AlertButtons.One, [.. open.Take(MostShown).Select((episode, at) => new NumberedEntry(at + 1, AlertStateStore.ClientOf(episode.Subject), episode.Id))]);
        foreach (var (silence, what) in silenced.Take(MostShown))
            keyboard.Row().Change("🔔 " + turn.Say(new("Зняти: ", "End: ")) + what, AlertButtons.EndSilence, silence.ClientId, silence.Id);
        keyboard.Row()
            .Show(turn.Say(new("Оновити", "Refresh")), AlertButtons.List, client?.Id, null)
            .Show(turn.Say(new("Історія", "History")), AlertButtons.History, client?.Id, null)
            .Show(turn.Say(new("Правила", "Rules")), AlertButtons.Rules, client?.Id, null);
        return keyboard;
    }
}
