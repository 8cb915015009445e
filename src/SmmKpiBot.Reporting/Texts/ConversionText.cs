using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Rates;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Texts;

/// <summary>What stands beside money that was converted, or could not be: never silent.</summary>
public static class ConversionText
{
    /// <summary>Before a converted amount.</summary>
    public const string Mark = "≈";

    private const int RateDecimals = 4;

    /// <summary>Money that was converted is no exact figure, and looks so.</summary>
    public static string Marked(string amount) => Mark + Typography.NoBreakSpace + amount;

    /// <summary><c>≈ Converted to UAH from USD (41.2–41.65) at rates of the National Bank of Ukraine of 1–7 November.</c> Null where nothing was converted.</summary>
    public static Words? Label(IEnumerable<Exchange> exchanges)
    {
        var known = exchanges.Where(exchange => exchange.Rate is not null).ToList();
        return known.Count == 0
            ? null
            : new($"{Mark} Перераховано в {known[0].To} з {Rates(known, Language.Uk)} за {Whose(known).Uk} {Days(known, Language.Uk)}.",
                $"{Mark} Converted to {known[0].To} from {Rates(known, Language.En)} at {Whose(known).En} of {Days(known, Language.En)}.");
    }

    /// <summary>Why there is no figure; null where no rate is missing.</summary>
    public static Words? Missing(IEnumerable<Exchange> exchanges)
    {
        var missing = exchanges.Where(exchange => exchange.Rate is null).ToList();
        return missing.Count == 0
            ? null
            : new($"Не перераховано в {missing[0].To}: немає курсу {Currencies(missing)} на {MissingDays(missing, Language.Uk)}.",
                $"Not converted to {missing[0].To}: there is no rate of {Currencies(missing)} for {MissingDays(missing, Language.En)}.");
    }

    /// <summary>What was converted and what could not be; null where neither is so.</summary>
    public static Words? All(IEnumerable<Exchange> exchanges)
    {
        var all = exchanges.ToList();
        return (Label(all), Missing(all)) switch
        {
            ({ } label, { } missing) => new(label.Uk + " " + missing.Uk, label.En + " " + missing.En),
            ({ } label, null) => label,
            (null, var missing) => missing,
        };
    }

    /// <summary>Why there is no figure in another currency.</summary>
    internal static Words OnlyIn(string? currency) => new($"Усі гроші цього клієнта перераховано в {currency}.", $"All money of this client is converted to {currency}.");

    /// <summary>Of a figure: how it and the previous one were converted, and why the previous one could not be.</summary>
    internal static IEnumerable<Words> Notes(IReadOnlyList<Exchange> exchanges, Figure? previous)
    {
        if (previous is { Value: null } && Missing(previous.Exchanges) is { } why)
            yield return new("Попередній період. " + why.Uk, "The previous period. " + why.En);

        if (Label(exchanges) is { } label)
            yield return label;
    }

    private static string Currencies(IEnumerable<Exchange> exchanges) => string.Join(", ", exchanges.Select(exchange => exchange.From).Distinct().Order(StringComparer.Ordinal));

    private static string Rates(IEnumerable<Exchange> exchanges, Language language) =>
        string.Join(", ", exchanges.GroupBy(exchange => exchange.From).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} ({Range(group, language)})"));

    private static string Range(IEnumerable<Exchange> exchanges, Language language)
    {
        var rates = exchanges.Select(exchange => exchange.Rate.GetValueOrDefault()).ToList();
        var (least, most) = (NumberText.Number(rates.Min(), Decimals(rates.Min()), language), NumberText.Number(rates.Max(), Decimals(rates.Min()), language));
        return least == most ? least : least + Typography.EnDash + most;
    }

    /// <summary>So many that four digits tell something, also of a currency whose unit is worth little.</summary>
    private static int Decimals(decimal rate)
    {
        var decimals = RateDecimals;
        for (var left = rate; left is > 0 and < 0.1m && decimals < CurrencyRate.Decimals; left *= 10)
            decimals++;
        return decimals;
    }

    private static Words Whose(IEnumerable<Exchange> exchanges)
    {
        var origins = exchanges.SelectMany(exchange => exchange.Origins).ToHashSet();
        return !origins.Contains(RateOrigin.Hand) ? new("курсом НБУ за", "the rates of the National Bank of Ukraine")
            : origins.Count == 1 ? new("курсом, уведеним вручну, за", "rates entered by hand,")
            : new("курсом НБУ й уведеним вручну за", "rates of the National Bank of Ukraine and some entered by hand,");
    }

    private static string Days(IEnumerable<Exchange> exchanges, Language language)
    {
        var days = exchanges.SelectMany(exchange => exchange.RateDays).ToList();
        return DateText.Range(new(days.Min(), days.Max()), language);
    }

    private static string MissingDays(IEnumerable<Exchange> exchanges, Language language)
    {
        var days = exchanges.Select(exchange => exchange.Day).Distinct().ToList();
        var range = new Period(days.Min(), days.Max());
        var text = DateText.Range(range, language);
        return days.Count == range.Days ? text : Plural.Count(days.Count, Nouns.Day, language) + new Words(" із ", " of ").In(language) + text;
    }
}
