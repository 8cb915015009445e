using SmmKpiBot.Bot.Telegram.Files;
using SmmKpiBot.Data.Accounts;
using Xunit;

namespace SmmKpiBot.Tests.Telegram;

public sealed class AccountHintTests
{
    private static readonly IReadOnlyList<Account> Accounts =
    [
        Of(1, "facebook", "main"), Of(2, "instagram", "main"), Of(3, "instagram", "zerno.coffee"), Of(4, "google-analytics", "zerno.ua"), Of(5, "meta-ads", "act_1"),
    ];

    [Theory]
    [InlineData("", "1 2 3 4 5")]
    [InlineData("facebook", "1")]
    [InlineData("Facebook за листопад", "1")]
    [InlineData("instagram", "2 3")]
    [InlineData("instagram/main", "2")]
    [InlineData("Instagram: zerno.coffee", "3")]
    [InlineData("zerno.coffee", "3")]
    [InlineData("main", "1 2")]
    [InlineData("meta ads", "5")]
    [InlineData("facebooking", "1 2 3 4 5")]
    [InlineData("звіт", "1 2 3 4 5")]
    public void Choose_ByCaption_TakesTheMostExact(string caption, string ids) =>
        Assert.Equal(ids, string.Join(' ', AccountHint.Choose(Accounts, caption).Select(account => account.Id)));

    [Theory]
    [InlineData("", true)]
    [InlineData("facebook", true)]
    [InlineData("Instagram / zerno.coffee", true)]
    [InlineData("facebook Beta", false)]
    [InlineData("звіт", false)]
    public void IsAllOf_ByCaption_IsTrueWhenNothingElseIsNamed(string caption, bool isAll) => Assert.Equal(isAll, AccountHint.IsAllOf(Accounts, caption));

    private static Account Of(long id, string network, string name) => new() { Id = id, ClientId = 1, Network = network, Name = name };
}
