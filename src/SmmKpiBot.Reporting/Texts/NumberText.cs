using System.Globalization;

namespace SmmKpiBot.Reporting.Texts;

/// <summary>Numbers, percents, money and durations as people read them: <c>24 310</c>, <c>31,2 %</c>, <c>18,70 ₴</c>, <c>1 хв 48 с</c>.</summary>
public static class NumberText
{
    private const decimal Million = 1_000_000m;
    private const decimal Billion = 1_000_000_000m;

    /// <summary>A whole number, with groups: <c>24 310</c> · <c>24,310</c>.</summary>
    public static string Count(decimal value, Language language) => Fixed(value, 0, language);

    /// <summary>A number with at most <paramref name="decimals"/> decimals; zeros at the end are left out.</summary>
    public static string Number(decimal value, int decimals, Language language)
    {
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        return Fixed(rounded, rounded == decimal.Truncate(rounded) ? 0 : SignificantDecimals(rounded), language);
    }

    /// <summary>A number with exactly <paramref name="decimals"/> decimals.</summary>
    public static string Fixed(decimal value, int decimals, Language language)
    {
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0m : rounded).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Cultures.Of(language));
    }

    /// <summary>A big number in a small place: <c>12,3 млн</c> · <c>12.3M</c>; numbers below a million stay whole.</summary>
    public static string Compact(decimal value, Language language) => Math.Abs(value) switch
    {
        >= 999_950_000m => Shortened(value / Billion, language, "млрд", "B"),
        >= Million => Shortened(value / Million, language, "млн", "M"),
        _ => Count(value, language),
    };

    /// <summary>A fraction as percents: <c>31,2 %</c> · <c>31.2%</c>; more decimals the smaller it is.</summary>
    public static string Percent(decimal fraction, Language language)
    {
        var percents = fraction * 100;
        return WithPercentSign(Number(percents, DecimalsOfPercent(percents), language), language);
    }

    /// <summary>A fraction as whole percents: <c>63 %</c>. What is not everything never reads 100 %, and what is something never reads 0 %.</summary>
    public static string WholePercent(decimal fraction, Language language)
    {
        var percents = Math.Round(fraction * 100, 0, MidpointRounding.AwayFromZero);
        return percents switch
        {
            100 when fraction < 1 => WithPercentSign("99", language),
            0 when fraction > 0 => "<" + Typography.NoBreakSpace + WithPercentSign("1", language),
            _ => WithPercentSign(Count(percents, language), language),
        };
    }

    /// <summary>A relative change with its sign: <c>+23 %</c>, <c>−0,4 %</c>; from ten times on as a factor: <c>×12</c>.</summary>
    public static string ChangePercent(decimal ratio, Language language)
    {
        var percents = ratio * 100;
        if (percents >= 900)
        {
            return "×" + Count(ratio + 1, language);
        }

        var decimals = Math.Abs(percents) < 1 ? 1 : 0;
        return Signed(percents, WithPercentSign(Number(Math.Abs(percents), decimals, language), language), decimals);
    }

    /// <summary>A difference of two fractions in percentage points: <c>−2,1 в. п.</c> · <c>−2.1 pp</c>.</summary>
    public static string PercentPoints(decimal difference, Language language)
    {
        var points = difference * 100;
        return Signed(points, Points(Math.Abs(difference), language), DecimalsOfPoints(points));
    }

    /// <summary>The same without a sign: <c>2,1 в. п.</c> · <c>2.1 pp</c>.</summary>
    public static string Points(decimal difference, Language language)
    {
        var points = difference * 100;
        var unit = language == Language.Uk ? "в." + Typography.NoBreakSpace + "п." : "pp";
        return Number(points, DecimalsOfPoints(points), language) + Typography.NoBreakSpace + unit;
    }

    /// <summary>A number with its sign: <c>+412</c>, <c>−3</c>, <c>0</c>.</summary>
    public static string SignedNumber(decimal value, int decimals, Language language) =>
        Signed(value, Number(Math.Abs(value), decimals, language), decimals);

    /// <summary>Puts <c>+</c> or the true minus before <paramref name="absolute"/>; what rounds to zero has no sign.</summary>
    internal static string Signed(decimal value, string absolute, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero) switch
    {
        > 0 => "+" + absolute,
        < 0 => Typography.Minus + absolute,
        _ => absolute,
    };

    private static string WithPercentSign(string number, Language language) =>
        language == Language.Uk ? number + Typography.NoBreakSpace + "%" : number + "%";

    private static string Shortened(decimal value, Language language, string uk, string en)
    {
        var number = Number(value, Math.Abs(value) < 100 ? 1 : 0, language);
        return language == Language.Uk ? number + Typography.NoBreakSpace + uk : number + en;
    }

    private static int DecimalsOfPoints(decimal points) => Math.Abs(points) < 0.095m ? 2 : 1;

    private static int DecimalsOfPercent(decimal percents) => Math.Abs(percents) switch
    {
        >= 99.95m => 0,
        >= 1 => 1,
        _ => 2,
    };

    private static int SignificantDecimals(decimal value)
    {
        var decimals = 0;
        while (value != decimal.Truncate(value))
        {
            value *= 10;
            decimals++;
        }

        return decimals;
    }
}
