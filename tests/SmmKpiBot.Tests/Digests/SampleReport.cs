using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Tests.Digests;

/// <summary>Builds reports by hand: figures are set by key, everything else is without figure.</summary>
internal sealed class SampleReport
{
    private const long EventsOfRatios = 200;

    private static readonly DateTimeOffset LastObserved = new(2026, 11, 23, 4, 10, 0, TimeSpan.Zero);

    private readonly Dictionary<string, KpiResult> _results = KpiCatalogue.Definitions.ToDictionary(definition => definition.Key, definition => new KpiResult { Definition = definition, Verdict = Verdict.Unknown });
    private readonly Dictionary<string, decimal?[]> _days = [];

    public Client Client { get; set; } = new()
    {
        Id = 1,
        Slug = "zerno",
        Name = "Кав’ярня «Зерно»",
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv"),
        Language = "uk",
        Currency = "UAH",
    };

    public Period Period { get; set; } = new(new DateOnly(2026, 11, 9), new DateOnly(2026, 11, 22));

    public Period? Comparison { get; set; } = new(new DateOnly(2026, 10, 26), new DateOnly(2026, 11, 8));

    public int ProvisionalDays { get; set; } = 2;

    public IReadOnlyList<string> Accounts { get; set; } = ["instagram/zerno", "facebook/zerno.coffee", "google-analytics/zerno.ua", "meta-ads/act_1"];

    public decimal TopicShare { get; set; } = 0.5m;

    /// <summary>Everything goes as on the sketches.</summary>
    public static SampleReport Sketch() => new SampleReport()
        .Set("followers.total", 24310, 23898)
        .Set("followers.net", 412, 380)
        .Set("audience.match", 0.58m, 0.57m)
        .Set("audience.new_match", 0.63m, 0.58m)
        .Set("traffic.sessions", 3948, 3724)
        .Set("traffic.untagged_share", 0.12m, 0.13m)
        .Set("reach.rate", 0.312m, 0.333m)
        .Set("reach.views", 128400, 119800)
        .Set("reach.frequency", 1.4m, 1.4m)
        .Set("engagement.total", 5120, 4700)
        .Set("engagement.by_reach", 0.046m, 0.042m)
        .Set("engagement.on_topic", 0.71m, 0.64m)
        .Set("engagement.on_topic_by_reach", 0.033m, 0.027m)
        .Set("paid.spend", 7704.08m, 7790m, "UAH")
        .Set("paid.cost_per_follower_blended", 18.70m, 20.50m, "UAH")
        .Set("paid.cost_per_conversion", 41.87m, 47.05m, "UAH")
        .Set("quality.pages_per_session", 2.4m, 2.38m)
        .Set("quality.session_seconds", 108, 107)
        .Set("quality.conversions", 221, 190)
        .Set("quality.purchases", 184, 150)
        .Set("quality.conversion_rate", 0.056m, 0.0555m)
        .Set("feedback.response_median", 840, 540)
        .Set("feedback.responses", 86, 80)
        .Set("conflicts.resolved", 3, 1)
        .Set("conflicts.open", 1, 2)
        .Set("conflicts.resolved_rate", 0.75m, 0.33m, verdict: Verdict.Unknown)
        .Change("quality.purchases", kpi => kpi with { Plan = 170 })
        .Days("quality.purchases", 10, 12, 14, 13, 11, 13, 14, 15, 12, 14, 16, 15, 17, 16)
        .PreviousDays("quality.purchases", 10, 10, 14, 12, 10, 9, 11, 11, 10, 12, 12, 12, 12, 11);

    public SampleReport Set(string key, decimal? value, decimal? previous = null, string? currency = null, Verdict? verdict = null)
    {
        var definition = _results[key].Definition;
        var change = value - previous;
        var ratio = previous is null or 0 ? null : change / Math.Abs(previous.Value);
        _results[key] = new KpiResult
        {
            Definition = definition,
            Value = value,
            Previous = previous,
            Change = change,
            ChangeRatio = ratio,
            Verdict = verdict ?? Judge(definition, value, previous, ratio),
            Currency = definition.Unit == KpiUnit.Money ? currency ?? "UAH" : null,
            Coverage = value is null ? null : 0.98m,
            PreviousCoverage = previous is null ? null : 1,
            Provisional = ProvisionalDays > 0,
            Events = value is null ? null : definition.Unit == KpiUnit.Count ? (long?)value : EventsOfRatios,
            PreviousEvents = previous is null ? null : definition.Unit == KpiUnit.Count ? (long?)previous : EventsOfRatios,
            Inputs = new Dictionary<string, decimal?> { ["value"] = value },
        };
        return this;
    }

    public SampleReport Change(string key, Func<KpiResult, KpiResult> change)
    {
        _results[key] = change(_results[key]);
        return this;
    }

    public SampleReport Without(params IEnumerable<string> prefixes)
    {
        foreach (var key in _results.Keys.Where(key => prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))).ToList())
            _results[key] = new KpiResult { Definition = _results[key].Definition, Verdict = Verdict.Unknown };

        return this;
    }

    public SampleReport Days(string key, params decimal?[] days)
    {
        _days[key] = days;
        return this;
    }

    public SampleReport PreviousDays(string key, params decimal?[] days) => Days(key + "|previous", days);

    public SampleReport For(Func<Client, Client> change)
    {
        Client = change(Client);
        return this;
    }

    public KpiReport Report() => new()
    {
        Client = Client,
        Period = Period,
        Comparison = Comparison,
        ComparisonKind = Comparison is null ? null : ComparisonKind.Previous,
        Kpis = [.. KpiCatalogue.Definitions.Select(definition => WithAccounts(_results[definition.Key]))],
    };

    public Digest Digest(Reader reader, Language language) =>
        DigestComposer.Compose(Report(), new DailySeries(DaysOf), TopicShare, reader, language);

    private KpiResult WithAccounts(KpiResult kpi) => kpi.Accounts.Count > 0
        ? kpi
        : kpi with { Accounts = [.. Accounts.Select(account => new AccountFigure(account, kpi.Value, LastObserved, Period.Days))] };

    private List<DailyFigure> DaysOf(KpiResult kpi, Period period)
    {
        var isPrevious = period != Period;
        var values = _days.GetValueOrDefault(isPrevious ? kpi.Key + "|previous" : kpi.Key) ?? [.. Wave(kpi, period, isPrevious)];
        return [.. period.EachDay().Select((day, index) => new DailyFigure(day, index < values.Length ? values[index] : null, !isPrevious && index >= period.Days - ProvisionalDays))];
    }

    private static IEnumerable<decimal?> Wave(KpiResult kpi, Period period, bool isPrevious)
    {
        var total = (isPrevious ? kpi.Previous : kpi.Value) ?? 0;
        var mean = kpi.Definition.Additive ? total / period.Days : total;
        var seed = kpi.Key.Sum(letter => letter);
        for (var index = 0; index < period.Days; index++)
            yield return mean * (1 + ((((seed + (index * 37)) % 17) - 8) / 40m));
    }

    private static Verdict Judge(KpiDefinition definition, decimal? value, decimal? previous, decimal? ratio)
    {
        if (definition.Better == Better.None)
            return Verdict.Neutral;

        if (value is null || previous is null)
            return Verdict.Unknown;

        return Math.Abs(ratio ?? 1) < 0.05m ? Verdict.Same : value > previous == (definition.Better == Better.Up) ? Verdict.Better : Verdict.Worse;
    }
}
