using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.MetaAds;

/// <summary>Reads ad accounts: what each campaign cost and brought on each day, in the account's zone and currency.</summary>
internal sealed class MetaAdsSource(GraphClient client, GraphConsent consent, FollowerAction followers, IOptions<MetaAdsOptions> options, TimeProvider timeProvider) : ISource
{
    private const string AdsStream = "ads";
    private const string AccountFields = "account_id,name,currency,timezone_name,account_status";
    private const string RowFields = "account_currency,campaign_id,campaign_name,spend,impressions,clicks,inline_link_clicks,actions";
    private const string ReachField = "reach";

    /// <summary>A day is corrected for 28 days and read in the mornings: one run more reads it when it has settled, and another one may fail.</summary>
    private const int LookbackDays = 30;

    private const int DaysAtOnce = LookbackDays;

    /// <summary>As a report, because nobody waits for it.</summary>
    private const int HistoryDaysAtOnce = 90;

    private const int LongestWindow = 31;

    /// <summary>Meta keeps 37, counted in the account's zone.</summary>
    private const int MonthsOfHistory = 36;

    private static readonly Dictionary<string, SourceWords> Permissions = new() { ["ads_read"] = new SourceWords("не видно нічого про рекламу", "nothing of ads can be read") };

    private readonly GraphClient _client = client;
    private readonly FollowerAction _followers = followers;
    private readonly MetaAdsOptions _options = options.Value;
    private readonly TimeProvider _timeProvider = timeProvider;

    public string Network => MetaAdsNetwork.NetworkKey;

    public bool IsOn => _options.IsOn;

    public string Switch => MetaAdsOptions.Section + ":ApiBaseUrl";

    public IReadOnlyList<StreamPlan> Streams { get; } =
    [
        new() { Name = AdsStream, Every = TimeSpan.FromHours(24), AfterDayCloses = TimeSpan.FromHours(3), LookbackDays = LookbackDays, HistoryDays = 1_080, HistoryWindowDays = HistoryDaysAtOnce, IsExpectedDaily = false },
    ];

    public IReadOnlyList<AccessWay> Ways { get; } = GraphWays.Of(MetaAdsNetwork.NetworkKey, options.Value, consent, [.. Permissions.Keys], "the ad account", "рекламний акаунт");

    public IAccountChoice? Choice => _followers;

    public async Task<SourcePlace> CheckAsync(SourceAccess access, string externalId, CallPriority priority, CancellationToken cancellationToken)
    {
        var id = externalId.StartsWith(MetaAdsAccess.Prefix, StringComparison.Ordinal) ? externalId[MetaAdsAccess.Prefix.Length..] : externalId;
        if (id.Length == 0 || !id.All(char.IsAsciiDigit))
            throw new SourceException(SourceProblem.Unexpected, new SourceWords(
                "Id рекламного акаунта — самі цифри, з act_ перед ними чи без: його показує Ads Manager у списку акаунтів.",
                "The id of an ad account is digits only, with or without act_ before them: Ads Manager shows it in the list of accounts."));
        var graph = MetaAdsAccess.Of(_options, access, id, priority);
        var token = await GraphToken.InspectAsync(_client, graph, cancellationToken);
        var answer = await _client.GetAsync(graph, MetaAdsAccess.Prefix + id, GraphQuery.Fields(AccountFields), cancellationToken);
        try
        {
            return PlaceOf(answer.Deserialize<MetaAdAccount>(GraphJson.Options)!, token);
        }
        catch (JsonException)
        {
            throw new SourceException(SourceProblem.Unexpected, new SourceWords("Відповідь — не рекламний акаунт Meta.", "The answer is no ad account of Meta."));
        }
    }

    public async IAsyncEnumerable<SourcePlace> DiscoverAsync(SourceAccess access, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var graph = MetaAdsAccess.Of(_options, access, null, CallPriority.Asked);
        var token = await GraphToken.InspectAsync(_client, graph, cancellationToken);
        var records = new RecordReader(GraphJson.Options);
        var found = 0;
        await foreach (var accounts in _client.PagesAsync(graph, "me/adaccounts", GraphQuery.Fields(AccountFields), 100, cancellationToken))
        {
            foreach (var account in accounts.Select(account => records.Read<MetaAdAccount>(account, "ad account")).OfType<MetaAdAccount>())
            {
                found++;
                yield return PlaceOf(account, token);
            }
        }

        if (found == 0)
            throw new SourceException(SourceProblem.Forbidden, new SourceWords(
                "Meta не показує цьому токену жодного рекламного акаунта: призначте акаунт системному користувачеві («Налаштування компанії» → «Системні користувачі» → «Призначити активи») з дозволом переглядати результативність.",
                "Meta lists no ad account for this token: assign the account to the system user (Business settings, System users, Assign assets), with the permission to view performance."));
    }

    public string? CountedBy(Client client, SourcePlace place, StreamPlan plan) => _followers.Of(place);

    public async IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (reading.Stream.Name != AdsStream)
            throw new ArgumentException($"Meta's ads have no stream '{reading.Stream.Name}'.", nameof(reading));
        var graph = new GraphReading(reading, _client, MetaAdsAccess.Of(_options, reading.Access, reading.Place.ExternalId, reading.Priority));
        var reports = new MetaAdsReports(graph, _timeProvider);
        var counted = _followers.Of(reading.Place);
        var mapping = new MetaAdsMapping(graph, counted);
        var last = graph.Today.AddDays(-1) < reading.To ? graph.Today.AddDays(-1) : reading.To;
        var oldest = graph.Today.AddMonths(-MonthsOfHistory);
        var daily = GraphQuery.Fields(RowFields).With("level", "campaign").With("time_increment", "1");
        var cursor = AdsCursor.Parse(reading.Cursor);
        bool? everHad = null;
        foreach (var (from, to) in DayWindows.Of(reading with { From = reading.From < oldest ? oldest : reading.From, Cursor = cursor.Done }, last, reading.IsHistory ? HistoryDaysAtOnce : DaysAtOnce))
        {
            var report = cursor.ReportOf(from, to);
            if (report is null || reports.IsTooOld(report))
            {
                report = await reports.BeginAsync(from, to, daily, cancellationToken);

                // Gathering may take longer than a run: the next one waits on for the same report.
                if (report is not null)
                    yield return new() { Cursor = new AdsCursor(cursor.Done, report).ToString() };
            }

            var records = new RecordReader(GraphJson.Options);
            var told = MetaAdsMapping.Read(await reports.RowsAsync(from, to, daily, report, cancellationToken), new(from, to), records);
            var hasAction = mapping.HasAction(told.Rows) || (told.Rows.Count > 0 && counted != FollowerTypes.None && (everHad ??= await HasEverHadAsync(graph, counted, oldest, cancellationToken)));
            cursor = new(DayWindows.CursorAfter(to, last), null);
            var (reach, refused) = await ReachAsync(graph, from, to, records, cancellationToken);
            var page = graph.Page(records, cursor.Done);
            yield return page with
            {
                Remarks = reading.IsHistory ? page.Remarks : [.. page.Remarks, _followers.MeaningOf(counted)],
                Ads = mapping.Of(told.Rows, hasAction),
                Points = [.. mapping.OthersOf(told), .. reach],
                Refused = refused is null ? page.Refused : [.. page.Refused, refused],
                Told = [.. told.Whole.SelectMany(day => new[] { FactKind.Ads, FactKind.OfMetric(MetricCatalogue.AdActions) }, (day, kind) => graph.Told(kind, day, day))],
            };
        }
    }

    /// <summary>
    /// Whether any ads of the account ever brought an action of that type: asked for where some days have none of it, because Meta leaves out zeros. Where it does not
    /// answer that, nothing is known.
    /// </summary>
    private static async Task<bool> HasEverHadAsync(GraphReading reading, string type, DateOnly oldest, CancellationToken cancellationToken)
    {
        var query = MetaAdsReports.Range(GraphQuery.Fields("actions").With("level", "account").With("limit", "1"), oldest, reading.Today.AddDays(-1));
        var path = $"{MetaAdsAccess.Prefix}{reading.Id}/insights";
        var answer = await reading.Client.AskAsync(reading.Access, path, query, cancellationToken);
        var records = new RecordReader(GraphJson.Options);
        return answer.Error is null && GraphClient.ItemsOf(answer.Body, path).Select(row => records.Read<MetaAdActions>(row, "ad actions")).OfType<MetaAdActions>()
            .Any(row => (row.Actions ?? []).Any(action => action.ActionType == type));
    }

    /// <summary>Unique people of the whole account; of rows they are never added up. Where Meta refuses them the other figures come all the same.</summary>
    private static async Task<(List<MetricPoint> Points, RefusedMetric? Refused)> ReachAsync(GraphReading reading, DateOnly from, DateOnly to, RecordReader records, CancellationToken cancellationToken)
    {
        var points = new List<MetricPoint>();
        var windows = new Period(from, to).EachDay().SelectMany(day => MetaWindows.Ending(day, LongestWindow), (day, window) => (day, window));
        foreach (var (day, window) in reading.Asked.Refused.Contains(ReachField) ? [] : windows)
        {
            var query = MetaAdsReports.Range(GraphQuery.Fields(ReachField).With("level", "account").With("limit", "1"), day.AddDays(1 - window), day);
            var path = $"{MetaAdsAccess.Prefix}{reading.Id}/insights";
            var answer = await reading.Client.AskAsync(reading.Access, path, query, cancellationToken);
            if (answer.Error is { Problem: GraphProblem.Refused } error)
                return (points, new(ReachField, error.Reason));
            if (answer.Error is not null)
                throw GraphFailures.Of(answer.Error, path);
            var value = GraphClient.ItemsOf(answer.Body, path).Select(row => records.Read<MetaAdReach>(row, "ad reach")).OfType<MetaAdReach>().FirstOrDefault()?.Reach;
            var settlesAt = LocalDay.Start(day.AddDays(1), reading.Asked.Place.DayZone).AddDays(3);
            points.Add(reading.Point(MetricCatalogue.Reach, MetricCatalogue.WindowDimension(window), day, value, settlesAt));
        }

        return (points, null);
    }

    private static SourcePlace PlaceOf(MetaAdAccount account, GraphToken token) => new(account.AccountId, account.Name)
    {
        DayZone = TimeZoneInfo.TryFindSystemTimeZoneById(account.TimezoneName, out var zone)
            ? zone
            : throw new SourceException(SourceProblem.Unexpected, new SourceWords(
                "Рекламний акаунт рахує дні в поясі, якого цей комп’ютер не знає.",
                "The ad account counts its days in a zone that this machine does not know.")),
        Currency = account.Currency,
        AccessExpiresAt = token.ExpiresAt,
        Remarks = token.Missing(Permissions),
    };
}
