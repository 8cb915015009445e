using System.Text;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;
using Xunit;

namespace SmmKpiBot.Tests.Import;

public class ExportsTests
{
    private const string FacebookHeader =
        "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Caption type,Permalink,Is crosspost,Is share,Post type,Languages,Custom labels,Funded content status,Data comment,Date,Views,Reach,\"Reactions, Comments and Shares\",Reactions,Comments,Shares,Total clicks,Link Clicks,Other Clicks,Seconds viewed,Average Seconds viewed,Estimated earnings (USD)";

    [Theory]
    [InlineData("", "")]
    [InlineData(",Negative feedback from users", ",0")]
    [InlineData(",Negative feedback from users,Hide all,Report as spam,Unlike page", ",0,0,0,0")]
    public async Task MetaPosts_OfFacebook_ReadPublishTimeNotLifetime(string moreTitles, string moreCells)
    {
        var text = $"\uFEFF{FacebookHeader}{moreTitles}\r\n122123456789012345,1,Acme,,\"Hello,\nworld\",0,11/20/2026 10:00,,https://fb.com/1,0,0,Photos,,,,,Lifetime,700,400,37,30,4,3,20,12,8,0,0,0{moreCells}\r\n";

        var reading = await Reading.Of(text);

        Assert.Empty(reading.BadCells);
        Assert.Equal("meta-business-suite", reading.Layout);
        var post = reading.Only<Post>();
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero), post.PublishedAt);
        Assert.Equal(("122123456789012345", "Photos", "https://fb.com/1"), (post.PostId, post.Type, post.Url));
        Assert.Equal<long?>([700, 400, 30, 4, 3, 12, null], [post.Views, post.Reach, post.Reactions, post.Comments, post.Shares, post.LinkClicks, post.Saves]);
        Assert.Contains("Reactions, Comments and Shares", reading.Unknown);
        var warning = Assert.Single(reading.Warnings);
        Assert.Contains("Europe/Kyiv", warning.En, StringComparison.Ordinal);
        Assert.Contains("undo this import and import again with --zone", warning.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MetaPosts_OfInstagram_TakeLikesAndSaves()
    {
        var reading = await Reading.Of(
            "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves\n"
            + "18001,1,acme,Acme,Text,0,11/20/2026 10:00,https://instagram.com/p/1,IG image,,Lifetime,600,400,30,3,1,4,2\n");

        var post = reading.Only<Post>();
        Assert.Equal<long?>([30, 4, 3, 2], [post.Reactions, post.Comments, post.Shares, post.Saves]);
    }

    [Theory]
    [InlineData("Facebook follows", "followers_gained", "")]
    [InlineData("Instagram follows", "followers_gained", "")]
    [InlineData("Facebook unfollows", "followers_lost", "")]
    [InlineData("Reach", "reach", "days:1")]
    [InlineData("Instagram reach", "reach", "days:1")]
    [InlineData("Facebook viewers", "reach", "days:1")]
    [InlineData("Views", "views", "")]
    [InlineData("Facebook visits", "profile_visits", "")]
    [InlineData("Instagram profile visits", "profile_visits", "")]
    [InlineData("Link clicks", "link_clicks", "")]
    [InlineData("Підписки у Facebook", "followers_gained", "")]
    [InlineData("Охоплення в Instagram", "reach", "days:1")]
    [InlineData("Перегляди", "views", "")]
    [InlineData("Посещения", "profile_visits", "")]
    [InlineData("Охват", "reach", "days:1")]
    public async Task MetaSeries_InUtf16WithTitle_TakesItsMetricFromTheTitle(string title, string metric, string dimension)
    {
        var text = $"sep=,\r\n\"{title}\"\r\n\"Date\",\"Primary\"\r\n\"2026-11-19T00:00:00\",\"20\"\r\n\"2026-11-20T00:00:00\",\"5\"\r\n";

        var reading = await Reading.Of([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]);

        Assert.Empty(reading.BadCells);
        var points = reading.Facts.Cast<MetricPoint>().ToArray();
        Assert.All(points, point => Assert.Equal((metric, dimension), (point.Metric, point.Dimension)));
        Assert.Equal([(19, 20L), (20, 5L)], points.Select(point => (point.Day.Day, point.Value!.Value)));
    }

    [Fact]
    public async Task MetaSeries_WithUnknownTitle_ListsTheKnownOnes()
    {
        var bad = (await Reading.Of("sep=,\n\"Content interactions\"\n\"Date\",\"Primary\"\n\"2026-11-20T00:00:00\",\"5\"\n")).OnlyBad();

        Assert.Equal((2, "Content interactions"), (bad.Line, bad.Value));
        Assert.Contains("follows, unfollows, reach, views, visits, link clicks", bad.Expected.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MetaAds_ByDay_TakesTheCurrencyFromTheHeader()
    {
        var reading = await Reading.Of(
            "Reporting starts,Reporting ends,Campaign name,Ad name,Amount spent (UAH),Results,Impressions,Link clicks,Instagram follows,Facebook likes\n"
            + "2026-11-20,2026-11-20,,,,,,,,\n"
            + "2026-11-20,2026-11-20,autumn,a,100.55,3,1000,20,3,2\n");

        Assert.Empty(reading.BadCells);
        var day = reading.Only<AdDay>();
        Assert.Equal(("autumn", "UAH", 100_550_000L, 20L, 5L), (day.Campaign, day.Currency!, day.SpendMicros!.Value, day.Clicks!.Value, day.NewFollowers!.Value));
    }

    [Fact]
    public async Task MetaAds_RowOfSeveralDays_AsksForABreakdownByDay()
    {
        var bad = (await Reading.Of("Reporting starts,Reporting ends,Campaign name,Amount spent (UAH)\n2026-11-01,2026-11-15,autumn,100.55\n")).OnlyBad();

        Assert.Equal((2, "Reporting ends", "2026-11-15"), (bad.Line, bad.Column, bad.Value));
        Assert.Contains("break down by day", bad.Expected.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MetaAds_WithColumnDay_LeavesTheTotalsOut()
    {
        var reading = await Reading.Of(
            "Campaign name,Day,Amount spent (EUR),Reporting starts,Reporting ends\n,,300.05,2026-11-01,2026-11-15\nautumn,2026-11-02,300.05,2026-11-02,2026-11-02\n");

        Assert.Equal((2, "EUR"), (reading.Only<AdDay>().Day.Day, reading.Only<AdDay>().Currency));
    }

    [Fact]
    public async Task GoogleAnalytics_ReportWithPreamble_SplitsSourceAndMediumAndSkipsTotals()
    {
        var reading = await Reading.Of(
            """
            # ----------------------------------------
            # Traffic acquisition: Session source / medium
            # Account: Acme
            # Start date: 20261101
            # End date: 20261115
            # ----------------------------------------

            Session source / medium,Date,Session campaign,Session default channel group,Sessions,Engaged sessions,Average engagement time per session,Views,Key events,Session key event rate,Ecommerce purchases,Total revenue
            ,,,,450,Grand total,,,,,,
            instagram / social,20261103,(not set),Organic Social,40,20,50.25,90,3,0.075,2,800.5
            google / organic,20261103,brand,Organic Search,10,5,10,20,0,0,0,0
            """);

        Assert.Empty(reading.BadCells);
        var days = reading.Facts.Cast<TrafficDay>().ToArray();
        Assert.Equal(2, days.Length);
        Assert.Equal(("instagram", "social", "", "Organic Social"), (days[0].Source, days[0].Medium, days[0].Campaign, days[0].Channel));
        Assert.Equal<long?>([40, 20, 2010, 90, 2, 1, 3, 800_500_000], [days[0].Sessions, days[0].EngagedSessions, days[0].EngagedSeconds, days[0].PageViews, days[0].Purchases, days[0].OtherConversions, days[0].ConvertingSessions, days[0].RevenueMicros]);
        Assert.Equal("UAH", days[0].Currency);
    }

    [Fact]
    public async Task GoogleAnalytics_RevenueOfAClientWithoutCurrency_SaysToUndoBeforeTheFileIsImportedAgain()
    {
        var request = Reading.Request with { Client = Reading.Request.Client with { Currency = null } };

        var warning = Assert.Single((await Reading.Of("Session source / medium,Date,Sessions,Total revenue\ninstagram / social,20261120,40,5\n", request)).Warnings);

        Assert.Contains("undo this import and import again", warning.En, StringComparison.Ordinal);
        Assert.Contains("скасуйте цей імпорт", warning.Uk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GoogleAnalytics_WithoutDate_IsReadOnlyWhenItIsOfOneDay()
    {
        const string text = "# Start date: 20261101\n# End date: {0}\n\nSession source / medium,Sessions\ninstagram / social,40\n";

        Assert.Equal(new DateOnly(2026, 11, 1), (await Reading.Of(text.Replace("{0}", "20261101", StringComparison.Ordinal))).Only<TrafficDay>().Day);
        Assert.Contains("column Date", (await Reading.Of(text.Replace("{0}", "20261115", StringComparison.Ordinal))).OnlyBad().Expected.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("September 25", "January 3")]
    [InlineData("25 September", "3 January")]
    [InlineData("25 вересня", "3 січня")]
    [InlineData("25 сентября", "3 января")]
    public async Task TikTok_ArchiveAcrossNewYear_TakesTheYearFromItsName(string autumn, string winter)
    {
        var archive = Archives.Zip(
            ("Overview.csv", $"\uFEFF\"Date\",\"Video Views\",\"Profile Views\",\"Likes\",\"Comments\",\"Shares\"\n\"{autumn}\",\"100\",\"5\",\"1\",\"0\",\"0\"\n\"{winter}\",\"-2\",\"\",\"NAN\",\"0\",\"0\""),
            ("FollowerHistory.csv", $"\uFEFF\"Date\",\"Followers\",\"Difference in followers from previous day\"\n\"{winter}\",\"1200\",\"7\""),
            ("FollowerActivity.csv", $"\"Date\",\"Hour\",\"Active followers\"\n\"{winter}\",\"0\",\"7\""),
            ("Viewers.xlsx", "x"));

        var reading = await Reading.Of(archive, Reading.Request with { FileName = "Overview_2025-09-25_1767484800_acme.zip" });

        Assert.Empty(reading.BadCells);
        Assert.Equal("tiktok-studio", reading.Layout);
        Assert.Equal(
            [(new DateOnly(2025, 9, 25), "views", 100L), (new(2025, 9, 25), "profile_visits", 5), (new(2026, 1, 3), "views", -2), (new(2026, 1, 3), "followers", 1200)],
            reading.Facts.Cast<MetricPoint>().Select(point => (point.Day, point.Metric, point.Value!.Value)));
        Assert.Equal(2, reading.Warnings.Count);
    }

    [Fact]
    public async Task TikTok_Content_NamesPostsByTheirNumber()
    {
        var post = (await Reading.Of("\"Video title\",\"Video link\",\"Post time\",\"Total views\",\"Total likes\",\"Total comments\",\"Total shares\",\"Favorites\"\n\"Hi\",\"https://www.tiktok.com/@acme/video/7300000000000000001?x=1\",\"November 20\",\"500\",\"40\",\"3\",\"2\",\"-1\"\n")).Only<Post>();

        Assert.Equal(("7300000000000000001", new DateTimeOffset(2026, 11, 19, 22, 0, 0, TimeSpan.Zero), -1L), (post.PostId, post.PublishedAt, post.Saves!.Value));
        Assert.Equal("https://www.tiktok.com/@acme/video/7300000000000000001?x=1", post.Url);
    }

    [Fact]
    public async Task LinkedIn_Workbook_HasADescriptionAboveTheHeaderAndNegativeCounts()
    {
        var workbook = Archives.Workbook(
            ("Metrics", [["Aggregated engagement metrics"], ["Date", "Impressions (organic)", "Impressions (total)", "Unique impressions (organic)", "Reactions (total)"], ["11/04/2026", "90", "100", "80", "-1"]]),
            ("All posts", [["Posts of the page"], ["Post title", "Post link", "Post type", "Created date", "Impressions", "Likes", "Comments", "Reposts", "Content Type"], ["Hi", "https://www.linkedin.com/feed/update/urn:li:activity:7300000000000000002", "Sponsored", "11/04/2026", "100", "-1", "2", "3", "Image"]]));

        var reading = await Reading.Of(workbook);

        Assert.Empty(reading.BadCells);
        Assert.Equal([("views", 100L), ("reach", 80L)], reading.Facts.OfType<MetricPoint>().Select(point => (point.Metric, point.Value!.Value)));
        var post = Assert.Single(reading.Facts.OfType<Post>());
        Assert.Equal(("7300000000000000002", -1L, 3L, true, "Image"), (post.PostId, post.Reactions!.Value, post.Shares!.Value, post.Paid!.Value, post.Type));
        Assert.Equal(4, post.PublishedAt.AddHours(2).Day);
    }

    [Fact]
    public async Task YouTube_ByDateAndByVideo_LeavesTotalsOut()
    {
        var daily = await Reading.Of("Date,Views,Watch time (hours),Subscribers gained,Subscribers lost\nTotal,30,1.5,4,1\n2026-11-19,10,0.5,1,0\n2026-11-20,20,1,3,1\n");
        var videos = await Reading.Of("Content,Video title,Video publish time,Duration,Views,Watch time (hours),Likes\nTotal,,,,30,1.5,4\ndQw4w9WgXcQ,Hi,\"Nov 20, 2026\",60,30,1.5,4\n");

        Assert.Equal(6, daily.Facts.Count);
        Assert.Equal(("dQw4w9WgXcQ", 30L, 4L), (videos.Only<Post>().PostId, videos.Only<Post>().Views!.Value, videos.Only<Post>().Reactions!.Value));
    }

    [Fact]
    public async Task X_AccountOverview_IsReadNewestFirst()
    {
        var reading = await Reading.Of(
            "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Profile visits,Create Post,Video views,Media views\n\"Fri, Nov 20, 2026\",100,1,1,0,0,5,1,0,0,,1,,\n\"Thu, Nov 19, 2026\",90,1,1,0,0,4,0,0,0,7,1,,\n");

        Assert.Equal("x-analytics", reading.Layout);
        Assert.Equal(
            [("views", 100L), ("followers_gained", 5), ("followers_lost", 1), ("views", 90), ("followers_gained", 4), ("followers_lost", 0), ("profile_visits", 7)],
            reading.Facts.Cast<MetricPoint>().Select(point => (point.Metric, point.Value!.Value)));
    }

    [Fact]
    public async Task Metricool_Posts_AreNamedByTheirLink()
    {
        var post = (await Reading.Of("Network;Date;Type;URL;Impressions;Reach;Likes;Comments;Shares;Saved\ninstagram;2026-11-20 10:00;IMAGE;https://www.instagram.com/p/AbC/?igsh=1;500;400;30;4;3;2\n")).Only<Post>();

        Assert.Equal(("https://www.instagram.com/p/AbC", 400L, 2L), (post.PostId, post.Reach!.Value, post.Saves!.Value));
    }
}
