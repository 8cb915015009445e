using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>A line of a digest about what its chat had no message of, in one reader's words. Plain text.</summary>
internal sealed class UntoldText(RuleBook rules, Client client, DateTimeOffset now, Language language)
{
    private static readonly Noun Times = new("раз", "рази", "разів", "time", "times");

    private readonly RuleBook _rules = rules;
    private readonly Client _client = client;
    private readonly DateTimeOffset _now = now;
    private readonly Language _language = language;

    /// <summary>Goes on, and was repeated as often as it may be.</summary>
    public string Unrepeated(AlertEpisode episode)
    {
        var since = EpisodeText.Since(episode, _client.TimeZone, _language);
        var human = EpisodeText.Human(episode.Human, _now, _client.TimeZone, _language) is { } said ? "; " + Typography.Small(said) : "";
        return $"{EpisodeText.Mark(episode)} {Title(episode.Subject, episode.Accounts)}" + Say($" — триває {since}, більше не нагадую", $" — going on {since}, no longer repeated") + human;
    }

    /// <param name="state">Fires too often to be told each time.</param>
    /// <param name="times">How often it came and went in the digest's period without a message.</param>
    public string Flapping(AlertState state, long times)
    {
        var untold = times == 0 ? "" : Say($", за цей період {Count(times)} без повідомлення", $", {Count(times)} without a message in this period");
        return $"🔁 {Title(state.Subject, state.Accounts)}" + Say(" — спрацьовує надто часто", " — fires too often") + untold
            + Say(": доки добу не буде тихо, видно лише тут і в /alerts", ": until it has been quiet for a day, it is shown only here and in /alerts");
    }

    public string CameAndWent(UnnoticedAlerts alerts)
    {
        var ((state, ending), times) = alerts;
        var isResolved = ending.Kind == AlertEventKind.Resolved;
        var at = DateText.Instant(ending.At, _client.TimeZone, _language);
        var said = isResolved ? Say("було й минуло", "came and went") : Say("спрацювало й закрилося", "fired and was closed");
        var when = times == 1 ? Say($" {at}", $" on {at}") : Say($" {Count(times)}, востаннє {at}", $" {Count(times)}, last on {at}");
        return $"{(isResolved ? "✅" : "⚪️")} {Title(state.Subject, state.Accounts)} — {said}{when}";
    }

    public string Silenced(Silence silence) => "🔇 " + SilenceText.Of(silence, _rules, silence.ClientId is null ? null : _client, _client.TimeZone, _language);

    private string Title(AlertSubject subject, IReadOnlyList<string> accounts) => EpisodeText.Title(subject, accounts, _rules, null, _language);

    private string Count(long times) => Plural.Count(times, Times, _language);

    private string Say(string uk, string en) => new Words(uk, en).In(_language);
}
