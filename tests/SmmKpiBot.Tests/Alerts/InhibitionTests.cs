using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Evaluation;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Alerts;

/// <summary>What is not told because another alert, or a person, says so.</summary>
public class InhibitionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void AccountError_ExplainsFiguresOfThatAccountAndClientOnly()
    {
        var error = Episode("error", AlertMetrics.Error, 1, 5, "instagram/acme");
        var its = Episode("its", "reach.views", 1, null, "facebook/acme", "instagram/acme");
        var others = Episode("others", "reach.views", 1, null, "facebook/acme");
        var elsewhere = Episode("elsewhere", "reach.views", 2, null, "instagram/acme");
        var silent = Episode("silent", AlertMetrics.NoData, 1, 5, "instagram/acme");

        var inhibited = Inhibition.Of([error, its, others, elsewhere, silent]);

        Assert.Equal(["its", "silent"], inhibited.Keys.Order());
        Assert.All(inhibited.Values, cause => Assert.Equal("error", cause));
    }

    [Theory]
    [InlineData(-60, true)]
    [InlineData(0, true)]
    [InlineData(60, false)]
    public void TokenThatHasEnded_ExplainsThatNoDataCome(int secondsLeft, bool explains)
    {
        var token = Episode("token", AlertMetrics.Token, 1, 5, "instagram/acme") with { Last = new(secondsLeft, 86_400, 86_400, AlertSide.Below, KpiUnit.Seconds) };
        var silent = Episode("silent", AlertMetrics.NoData, 1, 5, "instagram/acme");
        var other = Episode("other", AlertMetrics.NoData, 1, 6, "facebook/acme");

        Assert.Equal(explains ? ["silent"] : [], Inhibition.Of([token, silent, other]).Keys);
    }

    /// <summary>The step before was told a day ago; that access is lost now is news, and is repeated.</summary>
    [Fact]
    public void TokenThatHasEnded_DoesNotExplainThatAccessIsLost()
    {
        var token = Episode("token", AlertMetrics.Token, 1, 5, "instagram/acme") with { Last = new(-60, 86_400, 86_400, AlertSide.Below, KpiUnit.Seconds) };
        var lost = Episode("lost", AlertMetrics.Access, 1, 5, "instagram/acme");

        Assert.Empty(Inhibition.Of([token, lost]));
    }

    [Fact]
    public void Throttling_ExplainsThatNothingNewComesOfTheAccount()
    {
        var throttled = Episode("throttled", AlertMetrics.Throttled, 1, 5, "instagram/acme");
        var silent = Episode("silent", AlertMetrics.NoData, 1, 5, "instagram/acme");
        var figure = Episode("figure", "reach.views", 1, null, "instagram/acme");
        var other = Episode("other", AlertMetrics.NoData, 1, 6, "facebook/acme");
        var lost = Episode("lost", AlertMetrics.Access, 1, 5, "instagram/acme");

        Assert.Equal(["figure", "silent"], Inhibition.Of([throttled, silent, figure, other]).Keys.Order());
        Assert.Equal(["figure", "silent", "throttled"], Inhibition.Of([throttled, silent, figure, other, lost]).Keys.Order());
    }

    /// <summary>Two alerts of one account: the graver one is told.</summary>
    [Fact]
    public void FailingCollection_ExplainsItsThrottling_AndNotTheOtherWayRound()
    {
        var throttled = Episode("throttled", AlertMetrics.Throttled, 1, 5, "instagram/acme");
        var error = Episode("error", AlertMetrics.Error, 1, 5, "instagram/acme");
        var figure = Episode("figure", "reach.views", 1, null, "instagram/acme");
        var other = Episode("other", AlertMetrics.Throttled, 1, 6, "facebook/acme");

        Assert.Equal(new Dictionary<string, string> { ["throttled"] = "error", ["figure"] = "error" }, Inhibition.Of([throttled, error, figure, other]));
    }

    [Fact]
    public void LostAccess_ExplainsAllThatTheAccountDoesNotGive()
    {
        var access = Episode("access", AlertMetrics.Access, 1, 5, "chatwoot/support");
        var error = Episode("error", AlertMetrics.Error, 1, 5, "chatwoot/support");
        var silent = Episode("silent", AlertMetrics.NoData, 1, 5, "chatwoot/support");
        var figure = Episode("figure", "feedback.sla_rate", 1, null, "chatwoot/support");
        var other = Episode("other", AlertMetrics.Error, 1, 6, "facebook/acme");

        var inhibited = Inhibition.Of([error, silent, figure, other, access]);

        Assert.Equal(["error", "figure", "silent"], inhibited.Keys.Order());
        Assert.All(inhibited.Values, cause => Assert.Equal("access", cause));
    }

    [Fact]
    public void Platform_ExplainsErrorsAndLostAccessOfItsAccounts_OfAllClients()
    {
        var platform = Episode("platform", AlertMetrics.Platform, 0, null, "instagram/*") with { Subject = new("rule", 0, null, AlertMetrics.Platform, "instagram") };
        AlertEpisode[] errors =
        [
            Episode("d", AlertMetrics.Access, 1, 8, "instagram/left") with { Trouble = AccountTrouble.Disconnected },
            Episode("a", AlertMetrics.Error, 1, 5, "instagram/acme"), Episode("b", AlertMetrics.Access, 2, 6, "instagram/baker"), Episode("c", AlertMetrics.Error, 2, 7, "facebook/baker"),
            Episode("e", AlertMetrics.Throttled, 2, 9, "instagram/baker"),
        ];

        Assert.Equal(["a", "b", "e"], Inhibition.Of([platform, .. errors]).Keys.Order());
    }

    [Theory]
    [InlineData(2, 2, AlertSignal.Clear)]
    [InlineData(3, 6, AlertSignal.Breach)]
    [InlineData(3, 7, AlertSignal.Clear)]
    [InlineData(4, 7, AlertSignal.Breach)]
    public void Platform_HalfOfTheAccountsAndAtLeastThree(int failing, int accounts, AlertSignal signal)
    {
        var rule = DefaultRules.All.Single(rule => rule.Id == "collector.platform");

        var input = PlatformTrouble.Input(rule, new("instagram", accounts, failing), AlertState.Initial(PlatformTrouble.Subject(rule, "instagram")), Now);

        Assert.Equal(signal, input.Signal);
    }

    [Fact]
    public void Silence_MatchesOnlyWhereEveryMatcherDoes()
    {
        var silence = new Silence { Id = "s", Author = "Оля", From = Now, Until = Now.AddDays(1), ClientId = 1, Account = "instagram/*" };

        Assert.True(silence.Matches(Episode("e", "reach.views", 1, null, "instagram/acme")));
        Assert.False(silence.Matches(Episode("e", "reach.views", 2, null, "instagram/acme")));
        Assert.False(silence.Matches(Episode("e", "reach.views", 1, null, "facebook/acme")));
        Assert.True((silence with { Account = "instagram/acme", Metric = "reach.views", Family = AlertFamily.Figures, RuleId = "rule" }).Matches(Episode("e", "reach.views", 1, null, "instagram/acme")));
        Assert.False((silence with { Account = "instagram/ac" }).Matches(Episode("e", "reach.views", 1, null, "instagram/acme")));
        Assert.False((silence with { Metric = "reach.rate" }).Matches(Episode("e", "reach.views", 1, null, "instagram/acme")));
    }

    [Fact]
    public void Silence_HasAnAuthorAMatcherAndAnEndWithinThirtyDays()
    {
        var silence = new Silence { Id = "s", Author = "Оля", From = Now, Until = Now.AddDays(30), ClientId = 1 };

        Assert.Empty(silence.Problems());
        Assert.Single((silence with { Until = Now.AddDays(30).AddSeconds(1) }).Problems());
        Assert.Single((silence with { Until = Now }).Problems());
        Assert.Single((silence with { ClientId = null }).Problems());
        Assert.Single((silence with { Author = " " }).Problems());
        Assert.True(silence.IsActive(Now));
        Assert.False(silence.IsActive(silence.Until));
    }

    private static AlertEpisode Episode(string id, string metric, long client, long? account, params string[] accounts) => new()
    {
        Id = id,
        Subject = new("rule", client, account, metric, ""),
        Family = metric.StartsWith("source.", StringComparison.Ordinal) ? AlertFamily.Sources : AlertFamily.Figures,
        Audience = AlertAudience.Staff,
        Severity = AlertSeverity.Warning,
        FiredAt = Now,
        Accounts = accounts,
    };
}
