using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Facebook;
using SmmKpiBot.Sources.Instagram;
using SmmKpiBot.Sources.YouTube;
using Xunit;

namespace SmmKpiBot.Tests.Texts;

public sealed class NativeMetricTextTests
{
    public static TheoryData<string> Asked => new(((string[])
    [
        .. FacebookInsights.OfDays, FacebookInsights.Countries, FacebookInsights.Cities,
        .. InstagramInsights.OfDays, InstagramInsights.Reach, InstagramInsights.Follows, InstagramInsights.Engaged, InstagramInsights.Demographics,
        .. InsightsMapping.Metrics.Keys, VideoShares.Metric,
    ]).Distinct());

    [Theory]
    [InlineData("page_views_total", "відвідування сторінки", "visits to the page")]
    [InlineData("reach/days_28", "охоплення (за 28 днів)", "reach (of 28 days)")]
    [InlineData("follower_demographics/age,gender", "склад підписників (вік і стать)", "who the followers are (age and gender)")]
    [InlineData("saved/IGTV", "збереження (IGTV)", "saves (IGTV)")]
    [InlineData("post_video_avg/week", "post_video_avg/week", "post_video_avg/week")]
    public void Of_AFigureOfANetwork_IsSaidInOurWordsWhereThereAreAny(string metric, string uk, string en)
    {
        Assert.Equal((uk, en), (NativeMetricText.Of(metric, Language.Uk), NativeMetricText.Of(metric, Language.En)));
    }

    /// <summary>People may be told that it is refused.</summary>
    [Theory]
    [MemberData(nameof(Asked))]
    public void Of_WhatTheSourcesAskFor_IsKnown(string metric)
    {
        Assert.NotEqual(metric, NativeMetricText.Of(metric, Language.Uk));
    }
}
