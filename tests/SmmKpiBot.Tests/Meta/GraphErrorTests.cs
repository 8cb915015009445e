using System.Text.Json;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;
using Xunit;

namespace SmmKpiBot.Tests.Meta;

public sealed class GraphErrorTests
{
    [Theory]
    [InlineData(1, 0, "An unknown error occurred", nameof(GraphProblem.Transient))]
    [InlineData(1, 0, "Please reduce the amount of data you're asking for, then retry your request", nameof(GraphProblem.TooMuchData))]
    [InlineData(2, 1504043, "", nameof(GraphProblem.Transient))]
    [InlineData(2, 1504041, "", nameof(GraphProblem.Refused))]
    [InlineData(2, 1504038, "", nameof(GraphProblem.TooManyDays))]
    [InlineData(100, 1487534, "", nameof(GraphProblem.TooManyDays))]
    [InlineData(-2, 2490547, "", nameof(GraphProblem.Transient))]
    [InlineData(-1, 2207086, "Fatal", nameof(GraphProblem.Refused))]
    [InlineData(4, 0, "", nameof(GraphProblem.RateLimited))]
    [InlineData(17, 2446079, "", nameof(GraphProblem.RateLimited))]
    [InlineData(32, 0, "", nameof(GraphProblem.RateLimited))]
    [InlineData(341, 0, "", nameof(GraphProblem.RateLimited))]
    [InlineData(613, 1996, "", nameof(GraphProblem.RateLimited))]
    [InlineData(80000, 2446079, "", nameof(GraphProblem.RateLimited))]
    [InlineData(80001, 0, "", nameof(GraphProblem.RateLimited))]
    [InlineData(80002, 0, "", nameof(GraphProblem.RateLimited))]
    [InlineData(80014, 0, "", nameof(GraphProblem.RateLimited))]
    [InlineData(368, 0, "", nameof(GraphProblem.Blocked))]
    [InlineData(102, 0, "", nameof(GraphProblem.TokenDead))]
    [InlineData(190, 0, "", nameof(GraphProblem.TokenDead))]
    [InlineData(190, 463, "", nameof(GraphProblem.TokenDead))]
    [InlineData(190, 0, "(#190) This method must be called with a Page Access Token", nameof(GraphProblem.WrongToken))]
    [InlineData(3, 0, "", nameof(GraphProblem.Permission))]
    [InlineData(10, 0, "", nameof(GraphProblem.Permission))]
    [InlineData(10, 0, "(#10) Not enough viewers for the media to show insights", nameof(GraphProblem.TooFewPeople))]
    [InlineData(200, 0, "", nameof(GraphProblem.Permission))]
    [InlineData(299, 0, "", nameof(GraphProblem.Permission))]
    [InlineData(12, 0, "", nameof(GraphProblem.Refused))]
    [InlineData(100, 0, "(#100) The value must be a valid insights metric", nameof(GraphProblem.Refused))]
    [InlineData(100, 33, "", nameof(GraphProblem.NotVisible))]
    [InlineData(803, 0, "", nameof(GraphProblem.NotVisible))]
    [InlineData(100, 1504016, "", nameof(GraphProblem.WindowTooLong))]
    [InlineData(100, 0, "(#100) There cannot be more than 30 days (2592000 s) between since and until", nameof(GraphProblem.WindowTooLong))]
    [InlineData(100, 2108006, "", nameof(GraphProblem.TooFewPeople))]
    [InlineData(2500, 0, "", nameof(GraphProblem.Refused))]
    [InlineData(3018, 0, "", nameof(GraphProblem.Refused))]
    public void Problem_CodeAndSubcode_SayWhatToDo(int code, int subcode, string message, string problem) =>
        Assert.Equal(problem, new GraphError { Code = code, ErrorSubcode = subcode, Message = message }.Problem.ToString());

    [Fact]
    public void Problem_UnknownCode_GoesByItsMark()
    {
        Assert.Equal(GraphProblem.Transient, new GraphError { Code = 777, IsTransient = true }.Problem);
        Assert.Equal(GraphProblem.Refused, new GraphError { Code = 777 }.Problem);
    }

    [Fact]
    public void Reason_WithTokenAndAddress_HidesThem()
    {
        var error = new GraphError { Code = 190, ErrorSubcode = 460, Message = "Bad token EAAB1234567890 at https://graph.facebook.com/me?access_token=x and\nabcdefghijabcdefghijabcdefghijabcdefghij12" };

        Assert.Equal("(190/460) Bad token … at … and …", error.Reason);
    }

    [Theory]
    [InlineData("{\"data\":[]}")]
    [InlineData("[]")]
    [InlineData("{\"error\":\"text\"}")]
    public void Of_NoEnvelope_IsNoError(string body) => Assert.Null(GraphError.Of(JsonSerializer.Deserialize<JsonElement>(body)));

    [Theory]
    [InlineData(190, 460, SourceProblem.Unauthorized, "password")]
    [InlineData(190, 463, SourceProblem.Unauthorized, "expired")]
    [InlineData(190, 492, SourceProblem.Unauthorized, "role")]
    [InlineData(200, 0, SourceProblem.Forbidden, "permission is missing")]
    [InlineData(100, 33, SourceProblem.Forbidden, "Assign assets")]
    [InlineData(368, 0, SourceProblem.Forbidden, "blocked")]
    [InlineData(4, 0, SourceProblem.RateLimited, "fewer calls")]
    [InlineData(2, 0, SourceProblem.Transient, "trouble")]
    [InlineData(100, 0, SourceProblem.Unexpected, "does not take")]
    public void Failure_EachKind_SaysWhatToDo(int code, int subcode, SourceProblem problem, string words)
    {
        var failure = GraphFailures.Of(new GraphError { Code = code, ErrorSubcode = subcode }, "123/insights");

        Assert.Equal(problem, failure.Problem);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }
}
