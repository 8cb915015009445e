using System.Globalization;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>A period expression with the day it was meant on, so that a button of last week still shows last week's figures.</summary>
internal sealed record PeriodRef(string Expression, DateOnly Today)
{
    public const string Default = "2weeks";

    private const string DayFormat = "yyyy-MM-dd";

    public static PeriodRef Now(string expression, Client client, TimeProvider timeProvider) =>
        new(expression, LocalDay.Of(timeProvider.GetUtcNow(), client.TimeZone));

    /// <summary>As buttons keep it.</summary>
    public static PeriodRef Parse(string text)
    {
        var at = text.LastIndexOf('@');
        return new PeriodRef(text[..at], DateOnly.ParseExact(text[(at + 1)..], DayFormat, CultureInfo.InvariantCulture));
    }

    public PeriodChoice Resolve() => PeriodChoice.Parse(Expression, Today);

    public override string ToString() => $"{Expression}@{Today.ToString(DayFormat, CultureInfo.InvariantCulture)}";
}
