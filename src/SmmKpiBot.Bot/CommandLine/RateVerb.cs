using System.CommandLine;
using System.Globalization;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Rates;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>rate</c>: what a unit of a currency was worth in hryvnias, by hand.</summary>
internal static class RateVerb
{
    private const int ShownDays = 30;

    public static Verb Build(VerbRunner runner) => new Verb(
        "rate",
        "Dated rates of currencies in hryvnias. Clients with convert-currency=true have money of other currencies converted at them; what is set here counts before a bank's rate of the same day.",
        "rate set USD 2026-11-06 41.5312",
        "rate import rates.csv",
        "rate list --currency USD --since 2026-09-01").With(
        Set(runner),
        RateImportVerb.Build(runner),
        Remove(runner),
        List(runner));

    private static Verb Set(VerbRunner runner)
    {
        var (currency, day, rate) = (Currency(), Day(), new Argument<string>("RATE") { Description = "Hryvnias of one unit, with a decimal point." });
        var verb = new Verb("set", "Sets the rate of one day. Figures of that day are computed with it from now on.", "rate set USD 2026-11-06 41.5312").With(currency, day, rate);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var set = Read(() => RateText.Rate(parsed.GetRequiredValue(currency), parsed.GetRequiredValue(day), parsed.GetRequiredValue(rate), Today(scope)));
            var added = await scope.Get<RateStore>().AddAsync([set], cancellationToken);
            scope.Answer.Write(Json(set), () => $"One {set.Currency} of {Iso(set.Day)} is {Number(set.Hryvnias)} UAH{(added == 0 ? " already" : "")}.");
        });
        return verb;
    }

    private static Verb Remove(VerbRunner runner)
    {
        var (currency, day) = (Currency(), Day());
        var verb = new Verb("remove", "Takes back what was set by hand for one day; a bank's rate of it counts again.", "rate remove USD 2026-11-06").With(currency, day);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var (code, date) = Read(() => (RateText.Currency(parsed.GetRequiredValue(currency)), RateText.Day(parsed.GetRequiredValue(day), Today(scope))));
            if (!await scope.Get<RateStore>().RemoveAsync(code, date, cancellationToken))
            {
                throw new CommandLineException($"No rate of {code} is set by hand for {Iso(date)}; rate list shows all.");
            }

            scope.Answer.Write(new { Removed = new { Currency = code, Day = date } }, () => $"The rate of {code} set by hand for {Iso(date)} counts no more.");
        });
        return verb;
    }

    private static Verb List(VerbRunner runner)
    {
        var currency = new Option<string?>("--currency") { Description = "Only this currency.", HelpName = "CODE" };
        var since = new Option<string?>("--since") { Description = $"From this day on; without it the last {ShownDays} days.", HelpName = "DATE" };
        var verb = new Verb("list", "Lists the rates that count.", "rate list", "rate list --currency USD --since 2026-09-01").With(currency, since);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var today = Today(scope);
            var only = parsed.GetValue(currency) is { } typed ? Read(() => RateText.Currency(typed)) : null;
            var from = parsed.GetValue(since) is { } day ? Read(() => RateText.Day(day, today)) : today.AddDays(-ShownDays);
            var rates = (await scope.Get<RateStore>().ListAsync(from, RateText.Latest(today), cancellationToken)).Where(rate => only is null || rate.Currency == only).ToList();
            scope.Answer.Write(
                rates.Select(Json),
                () => rates.Count == 0 ? "No rates of these days are known." : TextTable.Write(["CURRENCY", "DAY", "UAH", "FROM"], rates.Select(Row)));
        });
        return verb;
    }

    private static Argument<string> Currency() => new("CURRENCY") { Description = "An ISO 4217 code, e.g. USD." };

    private static Argument<string> Day() => new("DATE") { Description = "The day it is of, e.g. 2026-11-06." };

    private static DateOnly Today(VerbScope scope) => LocalDay.Of(scope.Get<TimeProvider>().GetUtcNow(), TimeZoneInfo.Utc);

    private static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException exception)
        {
            throw new CommandLineException(exception.Message);
        }
    }

    private static object Json(CurrencyRate rate) => new { rate.Currency, rate.Day, Rate = rate.Hryvnias, rate.Origin };

    private static string[] Row(CurrencyRate rate) => [rate.Currency, Iso(rate.Day), Number(rate.Hryvnias), rate.Origin == RateOrigin.Hand ? "by hand" : "National Bank of Ukraine"];

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(decimal rate) => rate.ToString("0.#########", CultureInfo.InvariantCulture);
}
