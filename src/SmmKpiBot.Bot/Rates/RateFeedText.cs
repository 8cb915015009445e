using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Rates;

/// <summary>What people read of the bank's rates.</summary>
internal static class RateFeedText
{
    public static Words ComeAgain { get; } = new("✅ Курси НБУ знову надходять.", "✅ Rates of the National Bank of Ukraine come again.");

    public static Words Fails(RateFeedState state, TimeZoneInfo zone)
    {
        var line = Line(state, zone).GetValueOrDefault();
        return new(
            $"⚠️ {line.Uk}. Гроші в інших валютах рахую за відомими курсами, не старшими за 7 днів; де курсу немає, кажу про це замість числа. Курс можна ввести й самому, на сервері бота: rate set.",
            $"⚠️ {line.En}. Money of other currencies is converted at known rates at most 7 days old; where there is none, the figure says so instead of a number. A rate can be entered by hand on the bot's server, too: rate set.");
    }

    /// <summary>For the status; null while all is well.</summary>
    public static Words? Line(RateFeedState state, TimeZoneInfo zone)
    {
        if (state.FailingSince is not { } since)
            return null;

        var why = AccountTroubleText.Of(state.Trouble);
        return new(
            $"Курси НБУ не надходять з {DateText.Instant(since, zone, Language.Uk)}: {why.Uk}",
            $"No rates of the National Bank of Ukraine since {DateText.Instant(since, zone, Language.En)}: {why.En}");
    }
}
