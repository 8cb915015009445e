using SmmKpiBot.Sources.GoogleAnalytics;
using Xunit;

namespace SmmKpiBot.Tests.GoogleAnalytics;

public sealed class GoogleAnalyticsQuotaTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 20, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(199_612, 39_980, 10, 0.00194, 12)]
    [InlineData(50_000, 39_980, 10, 0.75, 12)]
    [InlineData(199_612, 4_000, 10, 0.9, 1)]
    [InlineData(0, 0, 10, 1, 12)]
    [InlineData(150_000, 399_000, 50, 0.925, 12)]
    [InlineData(1_990_000, 4_000, 50, 0.99, 1)]
    public void Of_WhatIsLeft_IsTheShareNearestToItsEnd(long day, long hour, long concurrent, double expected, int hours)
    {
        var quota = new Dictionary<string, QuotaStatus> { ["tokensPerDay"] = new() { Remaining = day }, ["tokensPerHour"] = new() { Remaining = hour }, ["concurrentRequests"] = new() { Remaining = concurrent } };

        var share = GoogleAnalyticsQuota.Of(quota, Noon);

        Assert.Equal(expected, share!.Value.UsedShare, 5);
        Assert.Equal(TimeSpan.FromHours(hours), share.Value.ResetsAfter);
    }

    [Fact]
    public void Of_NothingSaid_IsNoShare() => Assert.Null(GoogleAnalyticsQuota.Of(new Dictionary<string, QuotaStatus>(), Noon));

    [Fact]
    public void Of_ServerErrors_CountToo() =>
        Assert.Equal(0.7, GoogleAnalyticsQuota.Of(new Dictionary<string, QuotaStatus> { ["serverErrorsPerProjectPerHour"] = new() { Consumed = 7, Remaining = 3 } }, Noon)!.Value.UsedShare, 5);
}
