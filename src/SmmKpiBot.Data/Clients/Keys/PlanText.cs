using System.Globalization;

namespace SmmKpiBot.Data.Clients.Keys;

/// <summary><c>340/month</c></summary>
internal static class PlanText
{
    private const NumberStyles Plain = NumberStyles.AllowDecimalPoint;

    public static Plan Parse(string kpi, string text)
    {
        var sides = text.Split('/', StringSplitOptions.TrimEntries);
        if (sides.Length != 2)
            throw new FormatException($"'{text}' needs a number and a unit of time.");
        var percent = sides[0].EndsWith('%');
        if (!decimal.TryParse(percent ? sides[0][..^1].Trim() : sides[0], Plain, CultureInfo.InvariantCulture, out var value))
            throw new FormatException($"'{sides[0]}' is no number of 0 or more.");
        var per = SimpleTexts.OneOf(sides[1], "month", "quarter") == "month" ? PlanUnit.Month : PlanUnit.Quarter;
        return new Plan(kpi, percent ? value / 100 : value, per);
    }

    public static string Format(Plan plan) =>
        string.Create(CultureInfo.InvariantCulture, $"{plan.Value:0.############################}/{(plan.Per == PlanUnit.Month ? "month" : "quarter")}");
}
