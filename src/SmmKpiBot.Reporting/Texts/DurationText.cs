namespace SmmKpiBot.Reporting.Texts;

/// <summary>Durations in the two greatest units that matter: <c>1 хв 48 с</c>, <c>14 хв</c>, <c>2 год 5 хв</c>, <c>3 дні 4 год</c>.</summary>
public static class DurationText
{
    private const decimal Minute = 60;
    private const decimal Hour = 60 * Minute;
    private const decimal Day = 24 * Hour;

    /// <summary>From ten minutes on seconds are noise, from a day on minutes are.</summary>
    public static string Of(decimal seconds, Language language)
    {
        var length = Math.Round(Math.Abs(seconds), 0, MidpointRounding.AwayFromZero);
        return (seconds < 0 && length > 0 ? Typography.Minus : "") + Absolute(length, language);
    }

    public static string Of(TimeSpan duration, Language language) => Of((decimal)duration.TotalSeconds, language);

    /// <summary>Of a clock that stands still at night: 24 hours of it are no day, so they stay hours. <c>52 год</c>.</summary>
    public static string OfWork(decimal seconds, Language language) => Math.Abs(seconds) < Day
        ? Of(seconds, language)
        : Unit(RoundTo(seconds, Hour) / Hour, language, "год", "h");

    public static string OfWork(TimeSpan duration, Language language) => OfWork((decimal)duration.TotalSeconds, language);

    /// <summary>A difference of two durations with its sign: <c>+5 хв</c>.</summary>
    public static string Difference(decimal seconds, Language language) =>
        NumberText.Signed(seconds, Of(Math.Abs(seconds), language), 0);

    /// <summary>A difference as precise as the durations it lies between are told: whole minutes from ten minutes on.</summary>
    internal static decimal Rounded(decimal difference, decimal longest) =>
        longest >= 10 * Minute && Math.Abs(difference) >= Minute ? RoundTo(difference, Minute) : difference;

    private static string Absolute(decimal seconds, Language language)
    {
        if (seconds < Minute)
            return Unit(seconds, language, "с", "s");

        if (seconds < 10 * Minute)
            return Two(seconds, Minute, language, ("хв", "min"), ("с", "s"), 1);

        var wholeMinutes = RoundTo(seconds, Minute);
        if (wholeMinutes < Hour)
            return Unit(wholeMinutes / Minute, language, "хв", "min");

        if (wholeMinutes < Day)
            return Two(wholeMinutes, Hour, language, ("год", "h"), ("хв", "min"), Minute);

        return Days(RoundTo(seconds, Hour), language);
    }

    private static string Days(decimal seconds, Language language)
    {
        var days = decimal.Truncate(seconds / Day);
        var hours = (seconds - (days * Day)) / Hour;
        var text = language == Language.Uk ? Plural.Count(days, Nouns.Day, language) : Unit(days, language, "дн.", "d");
        return hours == 0 || days >= 10 ? text : text + Typography.NoBreakSpace + Unit(hours, language, "год", "h");
    }

    private static string Two(decimal seconds, decimal great, Language language, (string Uk, string En) greatUnit, (string Uk, string En) smallUnit, decimal small)
    {
        var greatCount = decimal.Truncate(seconds / great);
        var smallCount = (seconds - (greatCount * great)) / small;
        var text = Unit(greatCount, language, greatUnit.Uk, greatUnit.En);
        return smallCount == 0 ? text : text + Typography.NoBreakSpace + Unit(smallCount, language, smallUnit.Uk, smallUnit.En);
    }

    private static decimal RoundTo(decimal seconds, decimal unit) =>
        Math.Round(seconds / unit, 0, MidpointRounding.AwayFromZero) * unit;

    private static string Unit(decimal count, Language language, string uk, string en) =>
        NumberText.Count(count, language) + Typography.NoBreakSpace + (language == Language.Uk ? uk : en);
}
