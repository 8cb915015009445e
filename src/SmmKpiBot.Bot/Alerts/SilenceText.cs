using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>A silence in words: what, until when, by whom, why.</summary>
internal static class SilenceText
{
    public static string Of(Silence silence, RuleBook rules, Client? client, TimeZoneInfo zone, Language language)
    {
        var what = What(silence, rules, client, language);
        var until = DateText.Instant(silence.Until, zone, language);
        var reason = silence.Reason is { Length: > 0 } said ? $": {said}" : "";
        return what + new Words($" — до {until}, {Author(silence.Author).Uk}{reason}", $" — until {until}, {Author(silence.Author).En}{reason}").In(language);
    }

    /// <summary>Until when nothing is told of an alert; null where no silence keeps it.</summary>
    public static string? Until(IEnumerable<Silence> silences, AlertEpisode episode, DateTimeOffset now, TimeZoneInfo zone, Language language)
    {
        List<DateTimeOffset> ends = [.. silences.Where(silence => silence.IsActive(now) && silence.Matches(episode)).Select(silence => silence.Until)];
        if (ends.Count == 0)
            return null;

        var until = DateText.Instant(ends.Max(), zone, language);
        return "🔇 " + new Words($"Заглушено до {until}", $"Silenced until {until}").In(language);
    }

    private static Words Author(string author) => author == Silence.OfCommandLine ? new("на сервері бота", "on the bot's server") : new(author, author);

    /// <summary>What it silences, short enough for a button: <c>Acme · Перегляди: −40 % за 7 днів</c>.</summary>
    public static string What(Silence silence, RuleBook rules, Client? client, Language language)
    {
        List<string> what = [];
        if (client is not null)
            what.Add(client.Name);
        if (silence.RuleId is { } rule)
            what.Add(rules.ById.TryGetValue(rule, out var known) ? AlertText.Title(known, language) : rule);
        if (silence.Family is { } family)
            what.Add(Family(family, language));
        if (silence.Account is { } account)
            what.Add(account.EndsWith("/*", StringComparison.Ordinal) ? NetworkNames.NetworkOf(account) : NetworkNames.Account(account, language));
        if (silence.Metric is { } metric)
            what.Add(metric);
        if (client is not null && what.Count == 1)
            what.Add(new Words("усі сповіщення", "all alerts").In(language));
        return string.Join(" · ", what);
    }

    public static string Family(AlertFamily family, Language language) => (family switch
    {
        AlertFamily.Figures => new Words("показники", "figures"),
        AlertFamily.Plan => new Words("план", "plan"),
        AlertFamily.Budget => new Words("бюджет", "budget"),
        AlertFamily.Answers => new Words("відповіді", "answers"),
        _ => new Words("джерела даних", "sources"),
    }).In(language);
}
