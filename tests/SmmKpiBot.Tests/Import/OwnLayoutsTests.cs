using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.Sources.Import;
using Xunit;

namespace SmmKpiBot.Tests.Import;

public class OwnLayoutsTests
{
    [Theory]
    [InlineData("metrics")]
    [InlineData("posts")]
    [InlineData("messages")]
    [InlineData("ads")]
    [InlineData("traffic")]
    [InlineData("conflicts")]
    public async Task Template_OfEveryOwnLayout_ReadsWithoutABadCell(string layout)
    {
        var reading = await Reading.Of(ImportLayouts.Template(layout)!);

        Assert.Empty(reading.BadCells);
        Assert.Empty(reading.Unknown);
        Assert.Equal(layout, reading.Layout);
        Assert.NotEmpty(reading.Facts);
    }

    [Fact]
    public async Task Metrics_PointOfADay_SettlesTwoDaysAfterTheDayEndedInTheClientsZone()
    {
        var reading = await Reading.Of("date,metric,value\n2026-11-20,Followers Gained,1 234\n");

        var point = reading.Only<MetricPoint>();
        Assert.Equal(("followers_gained", "", new DateOnly(2026, 11, 20), 1234L), (point.Metric, point.Dimension, point.Day, point.Value!.Value));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 22, 0, 0, TimeSpan.Zero), point.SettlesAt);
        Assert.False(point.Provisional);
    }

    [Fact]
    public async Task Row_WithMoreCellsThanTheHeader_IsAnErrorAndNotCutOff()
    {
        var bad = (await Reading.Of("date,metric,value\n2026-11-19,followers,900,,\n2026-11-20,followers,1,060\n")).OnlyBad();

        Assert.Equal((3, "", "060"), (bad.Line, bad.Column, bad.Value));
        Assert.Contains("numbers with commas in quotes", bad.Expected.En, StringComparison.Ordinal);
        Assert.Contains("у лапки", bad.Expected.Uk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_OfTotalsWithAWordBehindTheHeader_IsLeftOut() =>
        Assert.Equal(40, (await Reading.Of("Session source / medium,Date,Sessions\n,,40,Grand total\ninstagram / social,20261120,40\n")).Only<TrafficDay>().Sessions);

    [Fact]
    public async Task Metrics_EmptyValue_IsObservedWithoutAValue() =>
        Assert.Null((await Reading.Of("date,metric,value\n2026-11-20,views,—\n")).Only<MetricPoint>().Value);

    [Theory]
    [InlineData("reach", "days:28", "days:28")]
    [InlineData("reach", "Days: 07", "days:7")]
    [InlineData("followers_reached", "days:1", "days:1")]
    [InlineData("audience", "country:ua", "country:UA")]
    [InlineData("audience", "city: Bila  Tserkva", "city:Bila Tserkva")]
    [InlineData("audience", "LANGUAGE:UK", "language:uk")]
    [InlineData("audience", "age:25–34|gender:F", "gender:female|age:25-34")]
    [InlineData("audience", "gender:male|age:65+", "gender:male|age:65+")]
    public async Task Metrics_Dimension_IsMadeCanonical(string metric, string written, string canonical) =>
        Assert.Equal(canonical, (await Reading.Of($"date,metric,value,dimension\n2026-11-20,{metric},5,{written}\n")).Only<MetricPoint>().Dimension);

    [Theory]
    [InlineData("reach", "", "days:N")]
    [InlineData("reach", "days:0", "days:N")]
    [InlineData("reach", "week", "days:N")]
    [InlineData("followers", "country:UA", "no dimension")]
    [InlineData("audience", "", "country:UA")]
    [InlineData("audience", "country:Ukraine", "country:UA")]
    [InlineData("audience", "age:34-25", "age:25-34")]
    [InlineData("audience", "gender:female|country:UA", "gender:female|age:25-34")]
    [InlineData("ad_actions", "", "action:NAME")]
    [InlineData("ad_actions", "type:like", "action:NAME")]
    [InlineData("accounts_engaged", "action:like", "days:N")]
    [InlineData("watch_minutes", "days:7", "watch_minutes has none")]
    [InlineData("audience", "gender:female|age:25-34|country:UA", "gender:female|age:25-34")]
    public async Task Metrics_WrongDimension_IsRefusedWithWhatIsExpected(string metric, string dimension, string expected)
    {
        var bad = (await Reading.Of($"date,metric,value,dimension\n2026-11-20,{metric},5,{dimension}\n")).OnlyBad();

        Assert.Equal((2, "dimension", dimension), (bad.Line, bad.Column, bad.Value));
        Assert.Contains(expected, bad.Expected.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ad_actions", "Action: onsite_conversion.follow", "action:onsite_conversion.follow")]
    [InlineData("ad_actions", "action:clicks (all)", "action:clicks (all)")]
    [InlineData("accounts_engaged", "days:28", "days:28")]
    public async Task Metrics_WhatNoKpiIsMadeOf_IsReadAsItIsExported(string metric, string dimension, string stored) =>
        Assert.Equal((metric, stored), (await Reading.Of($"date,metric,value,dimension\n2026-11-20,{metric},5,{dimension}\n")).Only<MetricPoint>() is var point ? (point.Metric, point.Dimension) : default);

    [Theory]
    [InlineData("date,metric,value\n2026-11-20,views,many\n", "потрібне ціле число")]
    [InlineData("date,metric,value\n2026-13-20,views,1\n", "такого дня немає")]
    [InlineData("date,metric,value\n,views,1\n", "порожньо")]
    [InlineData("date,metric,value\n2026-11-20,folowers,1\n", "невідомий показник; відомі: followers")]
    [InlineData("date,metric,value\n03/04/2026,views,1\n", "2026-04-03")]
    [InlineData("foo,bar\n1,2\n", "найближчий — ")]
    [InlineData("", "файл порожній")]
    public async Task BadFile_ForAUkrainianReader_IsExplainedInUkrainian(string text, string says)
    {
        Assert.Contains(says, (await Reading.Of(text)).OnlyBad().Expected.Uk, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_GuardedByOurExport_IsReadWithoutTheGuard()
    {
        var post = (await Reading.Of("published_at,post_id,topic\n2026-11-20T10:00,'-123_45,''=sum\n")).Only<Post>();

        Assert.Equal(("-123_45", "'=sum"), (post.PostId, post.Topic));
    }

    [Fact]
    public async Task Text_OfAnotherTool_KeepsItsApostrophe()
    {
        var post = (await Reading.Of("\"Video title\",\"Video link\",\"Post time\",\"Total views\"\n\"Hi\",\"'=x\",\"November 20\",\"5\"\n", Reading.Request with { Layout = "tiktok-studio" })).Only<Post>();

        Assert.Equal("'=x", post.PostId);
    }

    [Fact]
    public async Task Metrics_UnknownName_ListsTheKnownOnes()
    {
        var bad = (await Reading.Of("date,metric,value\n2026-11-20,likes,5\n")).OnlyBad();

        Assert.Equal(("file.csv", 2, "metric", "likes"), (bad.File, bad.Line, bad.Column, bad.Value));
        foreach (var metric in MetricCatalogue.All)
            Assert.Contains(metric.Name, bad.Expected.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Posts_TimesWithoutOffset_AreInTheClientsZoneOrTheGivenOne()
    {
        const string text = "published_at,post_id\n2026-11-20 10:00,p1\n";

        Assert.Equal(8, (await Reading.Of(text)).Only<Post>().PublishedAt.UtcDateTime.Hour);
        Assert.Equal(10, (await Reading.Of(text, Reading.Request with { Zone = TimeZoneInfo.Utc })).Only<Post>().PublishedAt.UtcDateTime.Hour);
    }

    [Fact]
    public async Task Posts_EveryColumn_IsKeptAndUnknownOnesAreNamed()
    {
        var reading = await Reading.Of(
            "Published At;POST_ID;Type;Topic;Paid;URL;Followers;Reach;Views;Likes;Comments;Shares;Saves;Link Clicks;Mood\n20.11.2026 10:00;p1;photo;menu;1;https://x/1;1 000;400;600;30;4;3;2;12;good\n");

        var post = reading.Only<Post>();
        Assert.Equal(("p1", "photo", "menu", true, "https://x/1"), (post.PostId, post.Type, post.Topic, post.Paid, post.Url));
        Assert.Equal<long?>([1000, 400, 600, 30, 4, 3, 2, 12], [post.Followers, post.Reach, post.Views, post.Reactions, post.Comments, post.Shares, post.Saves, post.LinkClicks]);
        Assert.Equal(["Mood"], reading.Unknown);
    }

    [Theory]
    [InlineData("2026-10-25 03:30", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25 03:30+02:00", "2026-10-25T01:30:00Z")]
    [InlineData("2026-10-25T03:30:15.250Z", "2026-10-25T03:30:15.250Z")]
    public async Task Messages_RepeatedHour_IsTheFirstUnlessTheOffsetSaysOtherwise(string written, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, null), (await Reading.Of($"at,conversation,message_id,direction\n{written},c,1,in\n")).Only<ConversationMessage>().At);

    [Fact]
    public async Task Messages_MissingHour_IsAnError()
    {
        var bad = (await Reading.Of("at,conversation,message_id,direction\n2026-03-29 03:30,c,1,in\n")).OnlyBad();

        Assert.Contains("Europe/Kyiv", bad.Expected.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_DayWithoutTime_IsAnError() =>
        Assert.Contains("with a time", (await Reading.Of("at,conversation,message_id,direction\n2026-03-29,c,1,in\n")).OnlyBad().Expected.En, StringComparison.Ordinal);

    [Fact]
    public async Task Messages_Author_IsHashedForCustomersOnly()
    {
        var reading = await Reading.Of("at,conversation,message_id,direction,author\n2026-11-20 10:00,c,1,in,Oksana\n2026-11-20 10:01,c,2,out,Anna\n2026-11-20 10:02,c,3,in,Oksana\n");

        var authors = reading.Facts.Cast<ConversationMessage>().Select(message => message.Author!).ToArray();
        Assert.Equal("Anna", authors[1]);
        Assert.Equal(authors[0], authors[2]);
        Assert.Matches("^[0-9a-f]{32}$", authors[0]);
    }

    [Fact]
    public async Task Ads_DecimalCommaWithSemicolons_IsReadInMicros()
    {
        var reading = await Reading.Of("date;campaign;spend;currency;impressions;clicks;new_followers\n2026-11-03;a;100,50;uah;10000;50;10\n2026-11-04;a;1 234,56;UAH;;;\n");

        var days = reading.Facts.Cast<AdDay>().ToArray();
        Assert.Equal<long?>([100_500_000, 1_234_560_000], days.Select(day => day.SpendMicros));
        Assert.Equal(["UAH", "UAH"], days.Select(day => day.Currency!));
        Assert.Null(days[1].Impressions);
    }

    [Fact]
    public async Task Ads_SpendWithoutCurrency_IsAnError() =>
        Assert.Equal("currency", (await Reading.Of("date,spend,currency\n2026-11-03,5,\n")).OnlyBad().Column);

    [Theory]
    [InlineData("(not set)")]
    [InlineData("(direct)")]
    [InlineData("")]
    public async Task Traffic_CampaignThatIsNone_IsEmpty(string campaign) =>
        Assert.Equal("", (await Reading.Of($"date,source,medium,campaign,sessions\n2026-11-03,instagram,social,{campaign},5\n")).Only<TrafficDay>().Campaign);

    [Fact]
    public async Task Traffic_RevenueWithoutCurrencyColumn_IsInTheClientsCurrency()
    {
        var day = (await Reading.Of("date,source,medium,sessions,revenue,engaged_seconds\n2026-11-03,instagram,social,5,99.90,12.6\n")).Only<TrafficDay>();

        Assert.Equal((99_900_000L, "UAH", 13L), (day.RevenueMicros!.Value, day.Currency, day.EngagedSeconds!.Value));
    }

    [Fact]
    public async Task Conflicts_ResolvedBeforeOpened_IsAnError()
    {
        var reading = await Reading.Of("conversation,opened_at,resolved_at\nc1,2026-11-06T15:00Z,2026-11-05T08:00Z\nc2,2026-11-06T15:00Z,\n");

        Assert.Equal((2, "resolved_at"), (reading.OnlyBad().Line, reading.OnlyBad().Column));
        Assert.Null(Assert.IsType<Conflict>(Assert.Single(reading.Facts)).ResolvedAt);
    }

    [Fact]
    public async Task Formula_InAText_StaysText() =>
        Assert.Equal("=1+1", (await Reading.Of("published_at,post_id,topic\n2026-11-20 10:00,p1,=1+1\n")).Only<Post>().Topic);
}
