using System.Text.Json;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.GoogleAnalytics;

namespace SmmKpiBot.Tests.GoogleAnalytics;

/// <summary>Answers of the Data API as its description has them; all ids and figures are invented.</summary>
internal static class ReportFixtures
{
    private static readonly DateTimeOffset Now = new(2026, 11, 11, 8, 0, 0, TimeSpan.Zero);

    public static SourceReading Reading { get; } = new()
    {
        Client = new() { Id = 1, Slug = "acme", Name = "Acme", TimeZone = TimeZoneInfo.Utc, Language = "en", Conversions = new Dictionary<string, ConversionKind> { ["purchase"] = ConversionKind.Purchase, ["generate_lead"] = ConversionKind.CallRequest } },
        Account = new Account { Id = 7, ClientId = 1, Network = "google-analytics", Name = "acme" },
        Place = new("412345678", "Acme") { DayZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga"), Currency = "EUR" },
        Access = new(new Dictionary<string, string>()),
        Stream = new() { Name = "traffic", Every = TimeSpan.FromHours(8) },
        From = new(2026, 11, 9),
        To = new(2026, 11, 10),
        ObservedAt = Now,
        Priority = CallPriority.Scheduled,
    };

    public static IReadOnlyList<ReportBody> Bodies(string name)
    {
        using var stream = typeof(ReportFixtures).Assembly.GetManifestResourceStream($"GoogleAnalytics.{name}.json")!;
        return JsonSerializer.Deserialize<BatchBody>(stream, GoogleAnalyticsJson.Options)!.Reports;
    }

    public static Reports Read(string name) => new(
        [
            .. Bodies(name).Select(body =>
            {
                var table = new ReportTable();
                table.Add(body);
                return table;
            }),
        ],
        []);
}
