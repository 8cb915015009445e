using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>The report as other programs read it: <c>kpi --format json</c>.</summary>
public static class KpiReportJson
{
    /// <summary>More digits than any of our figures has; a third written out to 28 would only be noise.</summary>
    private const int Decimals = 12;

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="report">The report.</param>
    /// <param name="language">Language of the notes.</param>
    /// <param name="keys">Only these KPIs, in the catalogue's order; null or empty = all.</param>
    public static string Write(KpiReport report, Language language = Language.En, IReadOnlyCollection<string>? keys = null)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            Write(json, report, language, keys ?? []);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter json, KpiReport report, Language language, IReadOnlyCollection<string> keys)
    {
        json.WriteStartObject();
        json.WriteString("client", report.Client.Slug);
        json.WriteStartObject("period");
        WriteDays(json, report.Period);
        json.WriteNumber("days", report.Period.Days);
        json.WriteString("timeZone", report.Client.TimeZone.Id);
        json.WriteEndObject();
        WriteComparison(json, report);
        if (report.Notes.Count > 0)
        {
            json.WriteString("note", Joined(report.Notes, language));
        }

        json.WriteStartArray("kpis");
        foreach (var kpi in report.Kpis.Where(kpi => keys.Count == 0 || keys.Contains(kpi.Key)))
        {
            Write(json, kpi, language);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteComparison(Utf8JsonWriter json, KpiReport report)
    {
        if (report.Comparison is not { } comparison)
        {
            json.WriteNull("comparison");
            return;
        }

        json.WriteStartObject("comparison");
        json.WriteString("kind", Name(report.ComparisonKind.GetValueOrDefault()));
        WriteDays(json, comparison);
        json.WriteEndObject();
    }

    private static void WriteDays(Utf8JsonWriter json, Period period)
    {
        json.WriteString("from", period.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("to", period.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private static void Write(Utf8JsonWriter json, KpiResult kpi, Language language)
    {
        json.WriteStartObject();
        json.WriteString("key", kpi.Key);
        json.WriteString("unit", Name(kpi.Definition.Unit));
        WriteNumber(json, "value", kpi.Value);
        WriteNumber(json, "previous", kpi.Previous);
        WriteNumber(json, "change", kpi.Change);
        WriteNumber(json, "changeRatio", kpi.ChangeRatio);
        json.WriteBoolean("perDay", kpi.PerDay);
        json.WriteString("better", Name(kpi.Definition.Better));
        json.WriteString("verdict", Name(kpi.Verdict));
        json.WriteString("currency", kpi.Currency);
        WriteNumber(json, "plan", kpi.Plan);
        WriteNumber(json, "coverage", kpi.Coverage);
        WriteNumber(json, "previousCoverage", kpi.PreviousCoverage);
        json.WriteBoolean("provisional", kpi.Provisional);
        json.WriteString("note", kpi.Notes.Count == 0 ? null : Joined(kpi.Notes, language));
        WriteNamed(json, "inputs", kpi.Inputs);
        WriteNamed(json, "parts", kpi.Parts);
        json.WriteStartArray("accounts");
        foreach (var account in kpi.Accounts)
        {
            json.WriteStartObject();
            json.WriteString("account", account.Account);
            WriteNumber(json, "value", account.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNamed(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, decimal?> values)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            WriteNumber(json, key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is null)
        {
            json.WriteNull(name);
            return;
        }

        // Dividing by a one with many zeros drops the trailing zeros: 10 instead of 10.000000.
        json.WriteNumber(name, Math.Round(value.Value, Decimals) / 1.000000000000000000000000000000m);
    }

    private static string Joined(IEnumerable<Words> notes, Language language) => string.Join(' ', notes.Select(note => note.In(language)));

    /// <summary>Names of the contract are our own in lower case; none is <c>none</c>.</summary>
    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
