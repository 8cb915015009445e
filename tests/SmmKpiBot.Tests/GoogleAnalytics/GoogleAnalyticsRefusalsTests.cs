using System.Net;
using SmmKpiBot.Sources.Google;
using SmmKpiBot.Sources.GoogleAnalytics;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.YouTube;
using Xunit;

namespace SmmKpiBot.Tests.GoogleAnalytics;

public sealed class GoogleAnalyticsRefusalsTests
{
    /// <summary>Google always says in its own frame why it refuses: without that it was something on the way, which passes.</summary>
    [Theory]
    [InlineData(false, SourceProblem.Transient)]
    [InlineData(true, SourceProblem.Forbidden)]
    public void Of_ARefusal_IsOfTheAccessOnlyWhereGoogleSaysSo(bool isGoogles, SourceProblem problem)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent("<html>Blocked</html>") };
        var error = isGoogles ? new GoogleError { Status = "PERMISSION_DENIED" } : null;

        Assert.Equal(problem, GoogleAnalyticsRefusals.Of(response, error, "412345678", new SourceWords("хтось", "somebody"), DateTimeOffset.UnixEpoch).Problem);
        Assert.Equal(problem, YouTubeRefusals.Of(response, error, YouTubeAsker.Owner, DateTimeOffset.UnixEpoch).Problem);
    }
}
