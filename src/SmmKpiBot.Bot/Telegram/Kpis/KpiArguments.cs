using System.Text.RegularExpressions;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>Takes <c>[client] [period]</c> apart. Periods are understood as on the command line and in everyday words.</summary>
/// <param name="Client">Empty when only a period was given, or nothing.</param>
/// <param name="Period">Null when none was given.</param>
internal sealed partial record KpiArguments(string Client, string? Period)
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["тиждень"] = "week",
        ["2 тижні"] = "2weeks",
        ["два тижні"] = "2weeks",
        ["2тижні"] = "2weeks",
        ["місяць"] = "month",
        ["квартал"] = "quarter",
        ["цей тиждень"] = "this-week",
        ["цей місяць"] = "this-month",
        ["цей квартал"] = "this-quarter",
        ["2 weeks"] = "2weeks",
        ["two weeks"] = "2weeks",
        ["this week"] = "this-week",
        ["this month"] = "this-month",
        ["this quarter"] = "this-quarter",
    };

    /// <summary>The last word looks like a period but is none, or one of which no day is over yet; null when all is well.</summary>
    public string? WrongPeriod { get; private init; }

    public static KpiArguments Parse(string text, DateOnly today)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var taken = Math.Min(2, words.Length); taken > 0; taken--)
        {
            var tail = string.Join(' ', words[^taken..]);
            if (Expression(tail, today) is { } period)
            {
                return new KpiArguments(string.Join(' ', words[..^taken]), period);
            }

            if (Words.ContainsKey(tail))
            {
                return new KpiArguments(string.Join(' ', words[..^taken]), null) { WrongPeriod = tail };
            }
        }

        return new KpiArguments(string.Join(' ', words), null) { WrongPeriod = words is [.., var last] && PeriodShape().IsMatch(last) ? last : null };
    }

    [GeneratedRegex(@"^\d{4}-(\d{1,2}|[Ww]\d{1,2}|[Qq]\d)(-\d{1,2})?$|^this-(week|month|quarter)$|\.\.", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PeriodShape();

    private static string? Expression(string text, DateOnly today)
    {
        var expression = Words.GetValueOrDefault(text, text);
        try
        {
            PeriodChoice.Parse(expression, today);
            return expression;
        }
        catch (PeriodException)
        {
            return null;
        }
    }
}
