using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Alerts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>Alerts as the team meets them in its chat.</summary>
public sealed class AlertChatTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NewRule_ByButtonsFromTheQuestionToTheRehearsal_IsKept()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        var owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);

        var message = Assert.Single(await bot.SayAsync(owner, "/alerts acme"));
        foreach (var text in (string[])["Правила", "Нове правило", "Охоплення", "Перегляди", "Нижче за"])
            message = Assert.Single(await bot.PressAsync(owner, Id(message, text)));
        Assert.Contains("/alerts 25", BotUnderTest.Visible(message), StringComparison.Ordinal);
        message = Assert.Single(await bot.SayAsync(owner, "/alerts 500"));
        message = Assert.Single(await bot.PressAsync(owner, Id(message, "Відразу")));
        Assert.Contains("90", BotUnderTest.Visible(message), StringComparison.Ordinal);
        await bot.PressAsync(owner, Id(message, "Зберегти"));

        var rule = Assert.Single((await bot.Get<AlertRuleStore>().ReadAsync(Stop)).Rules, one => one.ClientId == client.Id);
        Assert.Equal(500, Assert.IsType<KpiValueCheck>(rule.Check).Fire);
        Assert.Equal(1, rule.FireAfter);
    }

    [Fact]
    public async Task Alert_TakenSilencedAndExplained_SaysSo()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        var owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);
        AlertRule rule = new() { Id = "1", ClientId = client.Id, Check = new KpiValueCheck { Kpi = "reach.views", WindowDays = 1, Fire = 100_000 }, FireAfter = 1, ClearAfter = 1 };
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => bot.Get<AlertRuleStore>().SaveAsync(connection, transaction, rule, null), Stop);
        await bot.Get<AlertRound>().RunAsync(Stop);

        var list = Assert.Single(await bot.SayAsync(owner, "/alerts"));
        var one = Assert.Single(await bot.PressAsync(owner, Id(list, "1")));
        await bot.PressAsync(owner, Id(one, "Беру"));
        var why = Assert.Single(await bot.PressAsync(owner, Id(one, "Чому")));
        var choices = Assert.Single(await bot.PressAsync(owner, Id(one, "Заглушити")));
        var spans = Assert.Single(await bot.PressAsync(owner, Id(choices, "Acme · усі сповіщення")));
        Assert.Contains("Acme · усі сповіщення", BotUnderTest.Visible(spans), StringComparison.Ordinal);
        await bot.PressAsync(owner, Id(spans, "На тиждень"));

        Assert.Contains("спрацювало", BotUnderTest.Visible(why), StringComparison.Ordinal);
        Assert.Contains("взято в роботу: Ольга", BotUnderTest.Visible(why), StringComparison.Ordinal);
        var after = BotUnderTest.Visible(Assert.Single(await bot.SayAsync(owner, "/alerts")));
        Assert.Contains("Взято в роботу: Ольга", after, StringComparison.Ordinal);
        Assert.Contains("🔇", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silences_OfOneAuthor_EachButtonNamesWhatItEnds()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var client = await PrepareAsync(bot);
        var owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);
        AlertRule rule = new() { Id = "1", ClientId = client.Id, Check = new KpiValueCheck { Kpi = "reach.views", WindowDays = 1, Fire = 100_000 }, FireAfter = 1, ClearAfter = 1 };
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => bot.Get<AlertRuleStore>().SaveAsync(connection, transaction, rule, null), Stop);
        await bot.Get<AlertRound>().RunAsync(Stop);
        var one = Assert.Single(await bot.PressAsync(owner, Id(Assert.Single(await bot.SayAsync(owner, "/alerts")), "1")));
        foreach (var what in (string[])["Acme · Перегляди", "Acme · усе: показники", "Acme · усі сповіщення"])
        {
            var choices = Assert.Single(await bot.PressAsync(owner, Id(one, "Заглушити")));
            await bot.PressAsync(owner, Id(Assert.Single(await bot.PressAsync(owner, Id(choices, what))), "На добу"));
        }

        var list = Assert.Single(await bot.SayAsync(owner, "/alerts"));

        var names = list.Content.Buttons.SelectMany(row => row).Select(button => button.Text).Where(text => text.StartsWith("🔔", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, names.Distinct().Count());
        Assert.Contains("🔔 Зняти: Acme · показники", names);
        Assert.Contains(names, name => name.StartsWith("🔔 Зняти: Acme · Перегляди", StringComparison.Ordinal));
    }

    [Fact]
    public async Task QuietHours_ChosenInSettings_AreKept()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await PrepareAsync(bot);
        var owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);

        var settings = (await bot.SayAsync(owner, "/settings")).First(message => BotUnderTest.Visible(message).Contains("Тихі години", StringComparison.Ordinal));
        var quiet = Assert.Single(await bot.PressAsync(owner, Id(settings, "🌙")));
        await bot.PressAsync(owner, Id(quiet, "Без тиші"));

        var chat = (await bot.Get<ChatStore>().ListAsync(Stop)).First(chat => chat.Purpose == ChatPurpose.Owner);
        Assert.Null(await bot.Get<QuietStore>().OfAsync(chat, Stop));
    }

    private static string Id(OutboxMessage message, string text) =>
        message.Content.Buttons.SelectMany(row => row).First(button => button.Text.StartsWith(text, StringComparison.Ordinal)).CallbackData!;

    private static async Task<Client> PrepareAsync(BotUnderTest bot)
    {
        await bot.SayAsync(BotUnderTest.InPrivate(BotUnderTest.OwnerId), "/start");
        var client = await bot.AddClientAsync("acme", "Acme");
        var account = (await bot.Get<AccountStore>().AddAsync(client.Id, "facebook", "page", null, Stop))!;
        var now = bot.Clock.GetUtcNow();
        var yesterday = LocalDay.Of(now, client.TimeZone).AddDays(-1);
        await using var writer = await bot.Get<FactBatchStore>().BeginAsync(new NewBatch { AccountId = account.Id, Origin = BatchOrigin.Network, ObservedAt = now }, Stop);
        for (var day = 0; day < 90; day++)
            await writer.WriteAsync(new MetricPoint(account.Id, MetricCatalogue.Views, "", yesterday.AddDays(-day), 1000 + day, now, now), Stop);
        await writer.WriteAsync(new ObservedSpan(account.Id, FactKind.OfMetric(MetricCatalogue.Views), yesterday.AddDays(-89), yesterday, now), Stop);
        await writer.CompleteAsync(Stop);
        return client;
    }
}
