using System.Globalization;
using System.IO.Compression;
using MiniExcelLibs;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Texts;
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

    private static MemoryStream Written(SampleReport report, Reader reader, Language language)
    {
        var file = new MemoryStream();
        DigestWorkbook.Write(report.Digest(reader, language), file);
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
