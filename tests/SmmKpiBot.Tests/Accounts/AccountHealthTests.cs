using SmmKpiBot.Data.Accounts.Health;
using Xunit;

namespace SmmKpiBot.Tests.Accounts;

public class AccountHealthTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static readonly AccountHealth Well = new(1, 1) { TriedAt = Now, ExpectedAt = Now.AddDays(2) };

    private static readonly AccountHealth Failing = new(1, 1) { Condition = AccountCondition.Failing, Reason = AccountTrouble.NoAnswer, TriedAt = Now, CredentialsExpireAt = Now.AddDays(9) };

    [Fact]
    public void With_TwoThatKnowTheAccount_TheWorseOneCountsAndWhatComesFirst()
    {
        var refused = new AccountHealth(1, 1) { Condition = AccountCondition.NeedsReconnecting, TriedAt = Now, CredentialsExpireAt = Now.AddDays(3), ExpectedAt = Now.AddDays(1) };

        Assert.Equal(Failing with { ExpectedAt = Now.AddDays(2) }, Well.With(Failing));
        Assert.Equal(Well.With(Failing), Failing.With(Well));
        Assert.Equal(refused, Well.With(Failing).With(refused));
    }

    [Fact]
    public void With_OneThatHasTriedNothing_LearnsNothingOfTheConditionFromIt()
    {
        var untried = Failing with { TriedAt = null };

        Assert.Equal(AccountCondition.Ok, Well.With(untried).Condition);
        Assert.Equal(AccountCondition.Ok, untried.With(Well).Condition);
        Assert.False(untried.IsBroken);
    }
}
