using System.Net;
using SmmKpiBot.Sources.Http;
using Xunit;

namespace SmmKpiBot.Tests.Http;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("7", null, 7)]
    [InlineData("0", null, 0)]
    [InlineData("2147483647", null, 86_400)]
    [InlineData("Mon, 23 Nov 2026 10:01:00 GMT", null, 60)]
    [InlineData("Mon, 23 Nov 2026 10:01:00 GMT", "Mon, 23 Nov 2026 10:00:50 GMT", 10)]
    [InlineData("Mon, 23 Nov 2026 09:00:00 GMT", null, 0)]
    [InlineData("Mon, 23 Nov 2043 09:00:00 GMT", null, 86_400)]
    [InlineData("-5", null, null)]
    [InlineData("soon", null, null)]
    [InlineData(null, null, null)]
    public void Of_WhatTheAnswerSays_IsARestOfADayAtMost(string? retryAfter, string? date, int? seconds)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        response.Headers.TryAddWithoutValidation("Date", date);

        Assert.Equal(seconds, (int?)RetryAfter.Of(response, Now)?.TotalSeconds);
    }

    [Fact]
    public void Of_NoAnswer_IsNone() => Assert.Null(RetryAfter.Of(null, Now));
}
