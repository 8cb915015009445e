using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Collecting;

/// <summary>Keeps docs/networks.md true: it is written from what is collected of each network's stand-in and from the KPIs that come of it.</summary>
public sealed class NetworksDocumentTests(PostgresServer server)
{
    private const string Head = """
        # Which figures each network gives

        ✓ = collected of this network alone, the figure has a value. This page is written by a test that collects seven weeks of each network's stand-in and computes all KPIs from what was
        stored: after a change, take the page that the failing test `NetworksDocumentTests` wrote. What a network's figures are called there, its quota, its day and how long it corrects
        itself stand in the README of its folder in `src/SmmKpiBot.Sources`.

        Figures that no network has here come from imported files, posted messages, inboxes, plans or people: [imports](imports.md), [feedback](feedback.md), [conflicts](conflicts.md).
        Telegram's column is what can be asked of it; a channel's posts, reactions, joins and leaves come to the bot by themselves ([Telegram](telegram-feeds.md)).
        Topics are said by people. An audience, working hours and conversions are the client's own keys; the table is written for a client who has them. Cost per conversion and ROAS take
        ads and a site together.


        """;

    private const string Beside = """

        ## Beside the KPIs

        What networks tell and no KPI is made of. It stands in the workbook (XLSX) of a digest, in the sheet "Other figures", for each account by itself, because networks do not count alike.


        """;

    private const string Deletions = """

        ## Comments that are taken away

        A webhook tells of the deletion of comments below a page's posts and of direct messages of Facebook and Instagram as it happens ([how to switch it on](meta.md)); Chatwoot tells of its own.
        Reading Facebook, Instagram or YouTube finds no deletion, on purpose: that a comment is missing from a list which was read to its end does not say that it was deleted. Instagram leaves out what was
        hidden, and what restricted people write until somebody approves it; Meta may leave out what was written a moment ago, though a webhook has delivered it; YouTube shows a key neither comments that are
        held for approval nor likely spam, and counts replies that it does not list. Somebody who still waits would be taken off the list for good, which costs more than a wait for a comment that
        is gone: that one is closed with the button "Needs no answer".

        """;

    private static readonly string[] Periods = ["2weeks", "month", "week"];

    private static readonly KeyValuePair<string, string>[] ClientKeys =
    [
        new("conversions", "purchase=purchase,sign_up=signup,generate_lead=call_request"), new("hours", "mon-sun 00:00-24:00"), new("answer-target", "message=2h,comment=2h"),
        new("audience", "gender:female; age:25-34; country:UA; city:Kyiv"), new("currency", "UAH"),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_InDocs_IsWhatIsCollected()
    {
        var given = new SortedDictionary<string, Given>(StringComparer.Ordinal);
        foreach (var contract in Contracts())
        {
            await using var rig = await RigAsync(contract);
            given.Add(rig.Network, await GivenAsync(rig));
        }

        var expected = Write(given);
        var path = Path.Combine(RepositoryRoot(), "docs", "networks.md");
        var written = Path.Combine(AppContext.BaseDirectory, "networks.md");
        await File.WriteAllTextAsync(written, expected, Stop);

        Assert.True(File.Exists(path) && (await File.ReadAllTextAsync(path, Stop)).ReplaceLineEndings("\n") == expected, $"docs/networks.md differs from what is collected: copy {written} over it.");
    }

    /// <summary>All networks of the program that are held to the contract.</summary>
    private static IEnumerable<Type> Contracts() => typeof(NetworksDocumentTests).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(NetworkContract)) && !type.IsAbstract && type.Name.EndsWith("SqliteTests", StringComparison.Ordinal) && !type.IsAssignableTo(typeof(Toy.ToyContractTests)))
        .OrderBy(type => type.Name, StringComparer.Ordinal);

    /// <summary>The stand-in that the contract is tried on.</summary>
    private Task<NetworkRig> RigAsync(Type contract)
    {
        var create = contract.GetMethod("CreateRigAsync", BindingFlags.Instance | BindingFlags.NonPublic) ?? throw new InvalidOperationException($"{contract} has no CreateRigAsync.");
        return (Task<NetworkRig>)create.Invoke(Activator.CreateInstance(contract, server), [new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 13, 0, 0, TimeSpan.Zero))])!;
    }

    /// <summary>Keys of the KPIs, and metrics of other figures, that have a value once this network alone is collected.</summary>
    private async Task<Given> GivenAsync(NetworkRig rig)
    {
        await using var database = await TestDatabase.CreateAsync(Dialect.Sqlite, server);
        await using var host = await CollectorHost.StartAsync(rig.Clock, database, rig.Settings);
        var client = await host.Get<ClientStore>().SetAsync(host.Client.Id, ClientKeys, Stop);
        var account = await host.ConnectAsync(rig);
        await host.AskAsync(account, LocalDay.Of(rig.Clock.GetUtcNow(), TimeZoneInfo.Utc).AddDays(-50));

        // Followers at both ends of a period, and audiences that change, take two days; what is asked for weeks that end with a Sunday comes after the next one.
        for (var day = 0; day < 8; day++)
        {
            rig.Clock.Advance(TimeSpan.FromDays(1));
            await host.RoundAsync();
        }

        var today = LocalDay.Of(rig.Clock.GetUtcNow(), client.TimeZone);
        var given = new Given([], []);
        foreach (var period in Periods.Append($"{today:yyyy-MM-dd}..{today:yyyy-MM-dd}"))
        {
            var digest = await host.Get<DigestBuilder>().BuildAsync(new KpiQuery { Client = client, Period = PeriodChoice.Parse(period, today.AddDays(1)) }, Reader.Staff, Language.En, Stop);
            given.Others.UnionWith(digest.Others.All.Select(figure => figure.Metric));
            given.Kpis.UnionWith(digest.Kpis.Where(kpi => kpi.Value is not null || kpi.Accounts.Any(figure => figure.Value is not null)).Select(kpi => kpi.Key).Where(IsFromNetworks));
        }

        return given;
    }

    /// <summary>Conflicts are people's; where nobody notes one there are none, which is a figure too.</summary>
    private static bool IsFromNetworks(string key) => !key.StartsWith("conflicts.", StringComparison.Ordinal);

    private static string Write(SortedDictionary<string, Given> given)
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        text.Append(CultureInfo.InvariantCulture, $"| KPI | name | {string.Join(" | ", given.Keys)} |\n|---|---|{string.Concat(given.Keys.Select(_ => ":-:|"))}\n");
        foreach (var kpi in KpiCatalogue.Definitions.Where(kpi => IsFromNetworks(kpi.Key)))
            text.Append(CultureInfo.InvariantCulture, $"| `{kpi.Key}` | {kpi.Title.En} · {kpi.Title.Uk} | {string.Join(" | ", given.Values.Select(one => one.Kpis.Contains(kpi.Key) ? "✓" : "–"))} |\n");
        text.Append(Beside.ReplaceLineEndings("\n"));
        text.Append(CultureInfo.InvariantCulture, $"| figure | name | {string.Join(" | ", given.Keys)} |\n|---|---|{string.Concat(given.Keys.Select(_ => ":-:|"))}\n");
        foreach (var (metric, title) in OtherFigures.Names.Where(name => given.Values.Any(one => one.Others.Contains(name.Metric))))
            text.Append(CultureInfo.InvariantCulture, $"| `{metric}` | {title.En} · {title.Uk} | {string.Join(" | ", given.Values.Select(one => one.Others.Contains(metric) ? "✓" : "–"))} |\n");
        text.Append(Deletions.ReplaceLineEndings("\n"));
        return text.ToString();
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SmmKpiBot.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run inside the repository.");
    }

    private sealed record Given(HashSet<string> Kpis, HashSet<string> Others);
}
