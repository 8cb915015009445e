using System.Globalization;
using System.IO.Compression;
using MiniExcelLibs;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Tests.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Digests;

public sealed class DigestWorkbookTests
{
    [Fact]
    public void Write_Digest_KeepsNumbersAsNumbers()
    {
        using var file = Written(SampleReport.Sketch(), Reader.Staff, Language.En);

        var purchases = Rows(file, "KPIs").Single(row => (string?)row["Key"] == "quality.purchases");

        Assert.Equal(184d, purchases["Value"]);
        Assert.Equal(150d, purchases["Previous"]);
        Assert.Equal(170d, purchases["Plan"]);
        Assert.Equal("better", purchases["Verdict"]);
        Assert.Equal(0.98, (double)purchases["Coverage"]!, 6);
    }

    [Fact]
    public void Write_Digest_HasADayForEachDayOfAFigure()
    {
        using var file = Written(SampleReport.Sketch().Days("quality.purchases", 10, null, 14), Reader.Staff, Language.En);

        var days = Rows(file, "Daily").Where(row => (string?)row["Key"] == "quality.purchases").ToList();

        Assert.Equal(14, days.Count);
        Assert.Equal(new DateTime(2026, 11, 9), days[0]["Day"]);
        Assert.Equal(10d, days[0]["Value"]);
        Assert.Null(days[1]["Value"]);
        Assert.Equal("yes", days[13]["Provisional"]);
    }

    [Fact]
    public void Write_NamesThatLookLikeFormulas_StayText()
    {
        var report = SampleReport.Sketch();
        report.Accounts = ["instagram/=1+1", "facebook/@SUM(A1)", "tiktok/+7", "youtube/-5"];
        report.Set("followers.net", -5, 3);

        using var file = Written(report, Reader.Staff, Language.En);

        Assert.Contains(Rows(file, "Accounts"), row => (string?)row["Account"] == "instagram/=1+1");
        Assert.Equal(-5d, Rows(file, "KPIs").Single(row => (string?)row["Key"] == "followers.net")["Value"]);
        Assert.DoesNotContain(Parts(file), xml => xml.Contains("<f>", StringComparison.Ordinal) || xml.Contains("<x:f", StringComparison.Ordinal));
    }

    /// <summary>People read words; the network's own name tells those apart that would read the same, or that nobody has a word for.</summary>
    [Theory]
    [InlineData(Language.Uk, "Інші цифри", "Зріз", "усі кліки|підписки (follow)|вподобання сторінки|omni_custom|підписки (onsite_conversion.follow)|жінки, 25–34\u00a0р.|чоловіки, 65+\u00a0р.")]
    [InlineData(Language.En, "Other figures", "Dimension", "all clicks|follows (follow)|likes of the page|omni_custom|follows (onsite_conversion.follow)|women, 25–34\u00a0years|men, 65+\u00a0years")]
    public void Write_OtherFigures_SaysInWordsWhatTheyAreBrokenDownBy(Language language, string sheet, string head, string words)
    {
        const string ads = "meta-ads/acme";
        var facts = new FactSetBuilder();
        foreach (var type in (string[])["clicks (all)", "follow", "like", "omni_custom", "onsite_conversion.follow"])
            facts.Point(ads, MetricCatalogue.AdActions, "2026-11-15", 3, "action:" + type);
        facts.Point("youtube/acme", MetricCatalogue.ViewerShare, "2026-11-15", 60, "gender:female|age:25-34").Point("youtube/acme", MetricCatalogue.ViewerShare, "2026-11-15", 40, "gender:male|age:65+");
        using var file = Written(SampleReport.Sketch().Digest(Reader.Staff, language) with { Others = OtherFigures.Of(facts.Build()) });

        Assert.Equal(words.Split('|'), Rows(file, sheet).Select(row => (string?)row[head]));
    }

    [Fact]
    public void Write_InUkrainian_NamesSheetsAndColumns()
    {
        using var file = Written(SampleReport.Sketch(), Reader.Client, Language.Uk);

        Assert.Equal(["Показники", "Складові", "Акаунти", "За днями", "Інші цифри"], file.GetSheetNames());
        Assert.Equal("краще", Rows(file, "Показники").Single(row => (string?)row["Ключ"] == "quality.purchases")["Оцінка"]);
    }

    [Fact]
    public void Write_ReportWithoutFigures_StillOpens()
    {
        using var file = Written(new SampleReport { Accounts = [] }, Reader.Staff, Language.En);

        Assert.NotEmpty(Rows(file, "KPIs"));
        Assert.All(Rows(file, "KPIs"), row => Assert.Null(row["Value"]));
    }

    [Fact]
    public void Write_InAnotherCulture_GivesTheSameNumbers()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("uk-UA");
            using var file = Written(SampleReport.Sketch(), Reader.Staff, Language.En);

            Assert.Equal(0.046, (double)Rows(file, "KPIs").Single(row => (string?)row["Key"] == "engagement.by_reach")["Value"]!, 6);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static MemoryStream Written(SampleReport report, Reader reader, Language language) => Written(report.Digest(reader, language));

    private static MemoryStream Written(Digest digest)
    {
        var file = new MemoryStream();
        DigestWorkbook.Write(digest, file);
        file.Position = 0;
        return file;
    }

    private static List<IDictionary<string, object?>> Rows(MemoryStream file, string sheet)
    {
        file.Position = 0;
        return [.. file.Query(useHeaderRow: true, sheetName: sheet).Cast<IDictionary<string, object?>>()];
    }

    private static List<string> Parts(MemoryStream file)
    {
        file.Position = 0;
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        return [.. archive.Entries.Where(entry => entry.FullName.Contains("sheet", StringComparison.Ordinal)).Select(entry => new StreamReader(entry.Open()).ReadToEnd())];
    }
}
