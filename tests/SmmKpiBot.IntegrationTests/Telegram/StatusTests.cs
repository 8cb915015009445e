using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary><c>/status</c> for the team: what needs somebody first, of what is well a line each.</summary>
public sealed class StatusTests
{
    private static readonly Asker Owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Status_OfSeveralClients_HasTheStaleOneBeforeThoseThatAreWell()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var (well, stale) = (await bot.AddClientAsync("a", "Абетка"), await bot.AddClientAsync("b", "Буквиця"));
        await bot.AddClientAsync("c", "Веселка");
        var forgotten = await bot.AddClientAsync("d", "Гніздо");
        await FollowersAsync(bot, forgotten, "tiktok", new DateOnly(2025, 12, 31));
        await bot.Get<AccountStore>().AddAsync(forgotten.Id, "facebook", "main", null, Stop);
        await FollowersAsync(bot, well, "instagram", new DateOnly(2026, 11, 22));
        await FollowersAsync(bot, well, "facebook", new DateOnly(2026, 11, 22));
        await FollowersAsync(bot, stale, "instagram", new DateOnly(2026, 11, 22));
        await FollowersAsync(bot, stale, "facebook", new DateOnly(2026, 11, 17));

        var status = ((TextContent)Assert.Single(await bot.SayAsync(Owner, "/status")).Content).Html.Replace('\u00A0', ' ');

        Assert.EndsWith(
            """
            🟡 <b>Буквиця</b> · цифри: Facebook по 17 листопада; Instagram по 22 листопада
            🟡 <b>Гніздо</b> · цифри: Facebook: цифр немає; TikTok по 31 грудня
            ✅ <b>Абетка</b> · цифри: Facebook, Instagram по 22 листопада
            ✅ <b>Веселка</b> · акаунтів іще немає
            """,
            status,
            StringComparison.Ordinal);
    }

    /// <summary>A client is told of its own brands alone, a line each.</summary>
    [Fact]
    public async Task Status_OfTwoBrandsOfOneClient_IsALineForEach()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var (one, two, other) = (await bot.AddClientAsync("a", "Абетка"), await bot.AddClientAsync("b", "Буквиця"), await bot.AddClientAsync("c", "Веселка"));
        foreach (var client in (Client[])[one, other])
            await FollowersAsync(bot, client, "instagram", new DateOnly(2026, 11, 22));
        await FollowersAsync(bot, one, "facebook", new DateOnly(2026, 11, 20));
        foreach (var brand in (Client[])[one, two])
            await bot.JoinAsync(BotUnderTest.InPrivate(8), ChatPurpose.Client, brand.Id);

        var status = ((TextContent)Assert.Single(await bot.SayAsync(BotUnderTest.InPrivate(8), "/status")).Content).Html.Replace('\u00A0', ' ');

        Assert.Equal(["Абетка: цифри по 22 листопада", "Буквиця: цифр іще немає"], status.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(';')[0]));
    }

    private static async Task FollowersAsync(BotUnderTest bot, Client client, string network, DateOnly day)
    {
        var account = (await bot.Get<AccountStore>().AddAsync(client.Id, network, "main", null, Stop))!;
        await using var writer = await bot.Get<FactBatchStore>().BeginAsync(new NewBatch { AccountId = account.Id, Origin = BatchOrigin.Import, ObservedAt = bot.Clock.GetUtcNow() }, Stop);
        await writer.WriteAsync(new MetricPoint(account.Id, MetricCatalogue.Followers, "", day, 100, bot.Clock.GetUtcNow(), bot.Clock.GetUtcNow()), Stop);
        await writer.WriteAsync(new ObservedSpan(account.Id, FactKind.OfMetric(MetricCatalogue.Followers), day, day, bot.Clock.GetUtcNow()), Stop);
        await writer.CompleteAsync(Stop);
    }
}
