using System.Globalization;
using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>How an account stands, in words.</summary>
internal static class StandingText
{
    /// <summary>Something is wrong with it, with its history at least.</summary>
    public static bool IsTrouble(AccountStanding standing) => standing.Standing != Standing.Ok || standing.History is not null;

    /// <summary>For the team: a line when something is wrong, one for each thing that is closed to the token, and one while history is filled in.</summary>
    public static IEnumerable<string> Lines(AccountStanding standing, TimeZoneInfo zone, Language language)
    {
        var name = NetworkNames.Account(standing.Connection.Account.FullName, language);
        if (Trouble(standing, zone, language) is { } trouble)
            yield return $"⚠️ {name} {trouble}";
        foreach (var line in Closed(standing, language))
            yield return line;
        if (standing is { Filled: { } share, FilledBackTo: { } day })
        {
            var percent = NumberText.WholePercent((decimal)share, language);
            yield return $"⏳ {name}: " + new Words(
                $"історію заповнено на {percent}, до {DateText.DayAndYear(day, language)}", $"history is {percent} filled in, back to {DateText.DayAndYear(day, language)}").In(language)
                + Stuck(standing.History, zone, language);
        }
    }

    /// <summary>What is closed to the token of an account that is well otherwise, a line each.</summary>
    public static IEnumerable<string> Closed(AccountStanding standing, Language language)
    {
        var name = NetworkNames.Account(standing.Connection.Account.FullName, language);
        var missing = Reason(AccountTrouble.NotPermitted, language);
        return standing.Closed.Select(closed => $"🔒 {name}, {StreamText.Of(closed.Stream, language)}: {missing}");
    }

    /// <summary>For the command line: one word or two.</summary>
    public static string Word(Standing standing) => standing switch
    {
        Standing.Ok => "ok",
        Standing.Late => "late",
        Standing.NoData => "no data",
        Standing.Throttled => "throttled",
        Standing.Failing => "failing",
        Standing.NeedsReconnecting => "needs reconnecting",
        _ => "off",
    };

    /// <summary>For doctor: what is wrong and what to do.</summary>
    public static string Advice(AccountStanding standing, string slug)
    {
        var account = standing.Connection.Account;
        var since = standing.Since is { } at ? at.UtcDateTime.ToString("' since 'yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) : "";
        return standing.Standing switch
        {
            Standing.Ok => "",
            Standing.Late => $"It has been due{since} and not been read: is the bot running, with enough places (Collecting:AtOnce)?",
            Standing.NoData => $"It is read, but the network has told nothing new{since}: look there whether the page or property is still in use.",
            Standing.Throttled => $"The network has been asking for fewer calls{since}; what is due comes later by itself.",
            Standing.Failing => $"It has not been readable as a whole{since}: {standing.Reason?.En}",
            Standing.NeedsReconnecting when standing.Trouble == AccountTrouble.ConnectionDamaged => $"{standing.Reason?.En} Connect it again: account connect {slug} {account.FullName}",
            Standing.NeedsReconnecting => $"Access has been refused{since}: {standing.Reason?.En} Then: account connect {slug} {account.FullName}",
            _ => $"Its network is not switched on: add the section of {account.Network} under Networks to the settings.",
        };
    }

    /// <summary>For doctor: why history does not go on.</summary>
    public static string Advice(HistoryTrouble history) =>
        $"It has not gone on{(history.Since is { } at ? at.UtcDateTime.ToString("' since 'yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) : "")}: {history.Reason?.En}";

    private static string Stuck(HistoryTrouble? history, TimeZoneInfo zone, Language language)
    {
        if (history is null)
            return "";
        var since = history.Since is { } at ? Since(at, zone, language) : "";
        return new Words($"; далі не читається{since}: ", $"; it has not gone on{since}: ").In(language) + Reason(history.Problem.Trouble(), language);
    }

    private static string? Trouble(AccountStanding standing, TimeZoneInfo zone, Language language)
    {
        var since = standing.Since is { } at ? Since(at, zone, language) : "";
        return standing.Standing switch
        {
            Standing.Ok => null,
            Standing.Late => new Words($"давно не читали{since}", $"has been overdue{since}").In(language),
            Standing.NoData => new Words($"не дає нових цифр{since}", $"has given no new figures{since}").In(language),
            Standing.Off => new Words("не збирається: мережу вимкнено в налаштуваннях бота", "is not collected: the network is off in the bot’s settings").In(language),
            Standing.Failing when standing.BadRecords > 0 => new Words(
                $"надсилає незрозумілі записи ({NumberText.Count(standing.BadRecords, language)}); решту збережено",
                $"sends records that are not understood ({NumberText.Count(standing.BadRecords, language)}); the others are stored").In(language),
            _ => new Words($"не оновлюється{since}: ", $"has not been read{since}: ").In(language) + Reason(standing.Trouble, language),
        };
    }

    private static string Reason(AccountTrouble? trouble, Language language) => AccountTroubleText.Of(trouble).In(language)
        + (trouble == AccountTrouble.NotPermitted ? new Words("; якого саме, скаже /connect", "; /connect says which").In(language) : "");

    private static string Since(DateTimeOffset at, TimeZoneInfo zone, Language language) =>
        new Words(" з ", " since ").In(language) + DateText.Day(LocalDay.Of(at, zone), language) + TimeZoneInfo.ConvertTime(at, zone).ToString(" HH:mm", CultureInfo.InvariantCulture);
}
