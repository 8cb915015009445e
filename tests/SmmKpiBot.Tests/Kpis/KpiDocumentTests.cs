using System.Globalization;
using System.Text;
using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Kpis;

/// <summary>Keeps docs/kpis.md true: it is written from the catalogue.</summary>
public class KpiDocumentTests
{
    private const string Head = """
        # The KPIs

        Every figure the bot gives, with its formula. This page is written from the catalogue in `src/SmmKpiBot.Reporting/Kpis` and a test keeps it equal to it: after a change,
        take the page that the failing test `KpiDocumentTests` wrote.

        Rules that hold for all of them:

        - **No figure** (null, "—") when an input was never given or not observed in the period, or a denominator is 0; a note says which. A period that was observed and had no rows is 0
          for what is counted and no figure for rates.
        - Engagements are reactions + comments + shares + saves, known when at least one part is. A post belongs to the day of the client's zone on which it was published.
        - Ratios are sums over sums, over rows that know both parts. Reach and visitors are unique people: never summed over days, posts of an account or networks.
        - Money is one figure per currency; nothing is divided across currencies. Where a client has `convert-currency=true`, money of other currencies is converted to its own, each day at
          that day's rate ([rates](rates.md)); such a figure is marked ≈ and says which rates. Without a rate there is no figure.
        - *by day* marks what adds up: compared by mean per covered day where covered days differ, and plans are prorated by days. Plans of the others hold as they are.
        - Better ↑ higher, ↓ lower, – none. A trend needs a change of at least 5 %, coverage of at least 80 % in both periods, and the events of the last column behind both figures.
        - Answers of a client with `answers=both` are one figure: the answers of its own people and of the agency's are not told apart; the message about a wait says whose person answered, where that is known.
        - Coverage is the covered (account, day) pairs ÷ all pairs of accounts that ever gave an input. Days since a person disconnected an account are none of its days.

        """;

    [Fact]
    public void Document_InDocs_IsWhatTheCatalogueSays()
    {
        var expected = Write();
        var path = Path.Combine(RepositoryRoot(), "docs", "kpis.md");
        var written = Path.Combine(AppContext.BaseDirectory, "kpis.md");
        File.WriteAllText(written, expected);

        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == expected, $"docs/kpis.md differs from the catalogue: copy {written} over it.");
    }

    private static string Write()
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var family in KpiCatalogue.Definitions.GroupBy(kpi => kpi.Family))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {family.Key}\n\n| key | name | unit | | reads | formula | enough events |\n|---|---|---|---|---|---|---|\n");
            foreach (var kpi in family)
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{kpi.Key}` | {kpi.Title.En} · {kpi.Title.Uk} | {Unit(kpi)} | {Arrow(kpi.Better)} | {string.Join(", ", kpi.Inputs.Select(kind => $"`{kind}`"))} | {kpi.Explanation.En} | {kpi.EnoughEvents} |\n");
            }
        }

        return text.ToString();
    }

    private static string Unit(KpiDefinition kpi) => kpi.Unit.ToString().ToLowerInvariant() + (kpi.Additive ? ", *by day*" : "");

    private static string Arrow(Better better) => better switch { Better.Up => "↑", Better.Down => "↓", _ => "–" };

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SmmKpiBot.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run inside the repository.");
    }
}
