using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;
using SmmKpiBot.Sources.MetaAds;
using SmmKpiBot.Tests.Meta;
using Xunit;

namespace SmmKpiBot.Tests.MetaAds;

public sealed class FollowerActionTests : IDisposable
{
    private readonly GraphStub _stub = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _stub.Dispose();

    [Fact]
    public async Task Options_WithoutDelivery_AreLikesThatDidNotHappenAndNone()
    {
        var options = await OptionsAsync("[]");

        Assert.Equal([("like", (long?)0), ("none", null)], options.Select(option => (option.Value, option.Count)));
    }

    /// <summary>How often it happened is what somebody chooses by: what is not understood is no 0.</summary>
    [Theory]
    [InlineData("""[{"actions": 17}]""")]
    [InlineData("""[{"actions": [{"value": "3"}]}]""")]
    public async Task Options_OfAnAnswerThatIsNotUnderstood_AreNone(string rows) =>
        Assert.Equal(SourceProblem.Unexpected, (await Assert.ThrowsAsync<SourceException>(() => OptionsAsync(rows))).Problem);

    private Task<IReadOnlyList<ChoiceOption>> OptionsAsync(string rows)
    {
        _stub.On("act_700000000000001/insights", $$"""{"data": {{rows}}}""");
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 13, 0, 0, TimeSpan.Zero));
        var options = Options.Create(new MetaAdsOptions { ApiBaseUrl = "https://graph.example.com/v26.0" });
        var access = new SourceAccess(new Dictionary<string, string> { [GraphWays.TokenField] = "EAAtoken0000000000000000000000000001" });
        return new FollowerAction(_stub.Client, options, clock).OptionsAsync(access, new SourcePlace("700000000000001", "Brand One TR") { DayZone = TimeZoneInfo.Utc }, Stop);
    }
}
