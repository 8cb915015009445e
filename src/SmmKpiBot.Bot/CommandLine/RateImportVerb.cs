using System.CommandLine;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Rates;
using Sylvan.Data.Csv;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>rate import</c>: many rates from one CSV file; a bad row refuses the whole file.</summary>
internal static class RateImportVerb
{
    private const int ShownErrors = 50;

    private static readonly string[] Needed = ["date", "currency", "rate"];

    public static Verb Build(VerbRunner runner)
    {
        var file = new Argument<string>("FILE") { Description = "CSV with a header: date, currency, rate (hryvnias of one unit, with a decimal point)." };
        var verb = new Verb("import", "Sets the rates of a CSV file, one a row.", "rate import rates.csv").With(file);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var today = LocalDay.Of(scope.Get<TimeProvider>().GetUtcNow(), TimeZoneInfo.Utc);
            var rates = await ReadAsync(parsed.GetRequiredValue(file), today, cancellationToken);
            var added = await scope.Get<RateStore>().AddAsync(rates, cancellationToken);
            scope.Answer.Write(new { Read = rates.Count, Changed = added }, () => $"{rates.Count} rates read, {added} of them new or changed.");
        });
        return verb;
    }

    private static async Task<IReadOnlyList<CurrencyRate>> ReadAsync(string path, DateOnly today, CancellationToken cancellationToken)
    {
        var (csv, columns) = await CsvFile.OpenAsync(path, Needed, cancellationToken);
        await using var disposing = csv;
        var places = Needed.Select(name => Array.IndexOf(columns, name)).ToArray();
        Dictionary<(string, DateOnly), CurrencyRate> rates = [];
        List<string> errors = [];
        while (await CsvFile.ReadAsync(csv, path, cancellationToken))
        {
            Read(csv, places, today, rates, errors, $"{path} line {csv.RowNumber + 1}");
        }

        return errors.Count == 0
            ? [.. rates.Values]
            : throw new CommandLineException(string.Join('\n', [.. errors.Take(ShownErrors), "Nothing was stored."]), ExitCode.BadContent);
    }

    private static void Read(CsvDataReader csv, int[] places, DateOnly today, Dictionary<(string, DateOnly), CurrencyRate> rates, List<string> errors, string where)
    {
        try
        {
            var rate = RateText.Rate(csv.GetString(places[1]), csv.GetString(places[0]), csv.GetString(places[2]), today);
            if (!rates.TryAdd((rate.Currency, rate.Day), rate) && rates[(rate.Currency, rate.Day)] != rate)
            {
                errors.Add($"{where}: a day of a currency has one rate; remove the other row of it");
            }
        }
        catch (FormatException exception)
        {
            errors.Add($"{where}: {exception.Message}");
        }
    }
}
