using System.Globalization;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>The sentences that stand beside figures: why there is none, and what to bear in mind.</summary>
internal static class KpiNotes
{
    private static readonly Dictionary<string, Words> Kinds = new()
    {
        [FactKind.Posts] = new("дописи", "posts"),
        [FactKind.Messages] = new("повідомлення й коментарі", "messages and comments"),
        [FactKind.Ads] = new("реклама", "ads"),
        [FactKind.Traffic] = new("відвідування сайту", "site visits"),
        [FactKind.Conflicts] = new("конфлікти", "conflicts"),
        [FactKind.OfMetric(MetricCatalogue.Followers)] = new("кількість підписників", "follower counts"),
        [FactKind.OfMetric(MetricCatalogue.FollowersGained)] = new("нові підписки", "new follows"),
        [FactKind.OfMetric(MetricCatalogue.FollowersLost)] = new("відписки", "unfollows"),
        [FactKind.OfMetric(MetricCatalogue.Views)] = new("перегляди", "views"),
        [FactKind.OfMetric(MetricCatalogue.EngagedViews)] = new("зацікавлені перегляди", "engaged views"),
        [FactKind.OfMetric(MetricCatalogue.LinkClicks)] = new("кліки на посилання", "link clicks"),
        [FactKind.OfMetric(MetricCatalogue.Reach)] = new("охоплення акаунта", "account reach"),
        [FactKind.OfMetric(MetricCatalogue.FollowersReached)] = new("охоплені підписники", "followers reached"),
        [FactKind.OfMetric(MetricCatalogue.Audience)] = new("демографія підписників", "demographics of followers"),
        [FactKind.OfMetric(MetricCatalogue.ProfileVisits)] = new("відвідування профілю", "profile visits"),
        [FactKind.OfMetric(MetricCatalogue.Interactions)] = new("взаємодії за підрахунком мережі", "interactions by the network’s count"),
        [FactKind.OfMetric(MetricCatalogue.AccountsEngaged)] = new("акаунти, що взаємодіяли", "accounts that interacted"),
        [FactKind.OfMetric(MetricCatalogue.ContactTaps)] = new("натискання кнопок контакту", "taps on contact buttons"),
        [FactKind.OfMetric(MetricCatalogue.AdActions)] = new("дії з реклами за типом", "actions of ads by type"),
        [FactKind.OfMetric(MetricCatalogue.DailyLikes)] = new("вподобання за день", "likes of the day"),
        [FactKind.OfMetric(MetricCatalogue.DailyComments)] = new("коментарі за день", "comments of the day"),
        [FactKind.OfMetric(MetricCatalogue.DailyShares)] = new("поширення за день", "shares of the day"),
        [FactKind.OfMetric(MetricCatalogue.WatchMinutes)] = new("хвилини перегляду", "minutes watched"),
        [FactKind.OfMetric(MetricCatalogue.ViewerShare)] = new("частка глядачів за 28 днів", "share of the viewers of 28 days"),
        [FactKind.OfMetric(MetricCatalogue.ContentSessions)] = new("переходи із соцмереж за utm_content", "social visits by utm_content"),
        [FactKind.OfMetric(MetricCatalogue.TrafficUsers)] = new("відвідувачі сайту за весь період", "site visitors of the whole period"),
    };

    public static Words Kind(string kind) => Kinds.TryGetValue(kind, out var words) ? words : new(kind, kind);

    /// <summary>The general reason why a formula has no figure.</summary>
    public static Words WhyNone(Kpi kpi, KpiScope scope)
    {
        var inputs = kpi.Definition.Inputs;
        var never = inputs.Where(kind => !scope.Accounts.Any(account => scope.Facts.Gives(account.Id, kind))).ToList();
        var alternatives = kpi.Uses is not null;
        if (never.Count == inputs.Count || (never.Count > 0 && !alternatives))
        {
            return new($"Ще немає даних: {List(never).Uk}. Жоден акаунт їх не надав.", $"No data yet: no account has given {List(never).En}.");
        }

        var missing = inputs.Except(never).Where(kind => !scope.Observed(kind)).ToList();
        return missing.Count > 0 && (!alternatives || missing.Count == inputs.Count - never.Count)
            ? new($"За ці дні немає даних: {List(missing).Uk}.", $"No data for these days: {List(missing).En}.")
            : new("Немає чисел, потрібних для розрахунку.", "The figures it is computed from are not known.");
    }

    public static Words ZeroDenominator(string input)
    {
        var name = InputNames.Of(input);
        return new($"Ділити немає на що: {name.Uk} — 0.", $"Nothing to divide by: 0 {name.En}.");
    }

    public static Words OnlyInOnePeriod(IEnumerable<Account> accounts)
    {
        var (uk, en) = Names(accounts);
        return new($"Зміну пораховано без акаунтів, які мають дані лише за один із періодів: {uk}.", $"The change leaves out accounts with figures in only one of the periods: {en}.");
    }

    public static Words ToldOtherwise(IEnumerable<Account> accounts)
    {
        var (uk, en) = Names(accounts);
        return new($"Зміну пораховано без акаунтів, які в одному періоді дають числа за днями, а в іншому за дописами: {uk}.", $"The change leaves out accounts that give daily figures in one period and only posts in the other: {en}.");
    }

    public static Words ConvertedOtherwise(IEnumerable<Account> accounts)
    {
        var (uk, en) = Names(accounts);
        return new(
            $"Зміну пораховано без акаунтів, у яких лише за один із періодів відомо, скільки візитів мали конверсію: {uk}.",
            $"The change leaves out accounts of which it is known in only one of the periods how many visits converted: {en}.");
    }

    public static Words StaleFollowers(IEnumerable<(Account Account, DateOnly Day)> accounts)
    {
        var list = accounts.ToList();
        return new(
            "Останнє значення давніше ніж 3 дні: " + string.Join(", ", list.Select(item => $"{NetworkNames.Account(item.Account.FullName, Language.Uk)} ({item.Day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)})")) + ".",
            "The last value is older than 3 days: " + string.Join(", ", list.Select(item => $"{NetworkNames.Account(item.Account.FullName, Language.En)} ({item.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)})")) + ".");
    }

    public static Words WithoutValue(IEnumerable<Account> accounts)
    {
        var (uk, en) = Names(accounts);
        return new($"Немає значення для: {uk}.", $"No value for: {en}.");
    }

    public static Words Names(IEnumerable<Account> accounts)
    {
        var names = accounts.Select(account => account.FullName).ToList();
        return new(In(Language.Uk), In(Language.En));

        string In(Language language) => string.Join(", ", names.Select(name => NetworkNames.Account(name, language)));
    }

    private static Words List(IEnumerable<string> kinds)
    {
        var words = kinds.Select(Kind).ToList();
        return new(string.Join(", ", words.Select(word => word.Uk)), string.Join(", ", words.Select(word => word.En)));
    }
}
