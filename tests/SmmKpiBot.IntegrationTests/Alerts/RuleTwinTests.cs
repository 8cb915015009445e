using System.Text.RegularExpressions;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.Reporting.Alerts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Alerts;

public sealed class RuleTwinSqliteTests(PostgresServer server) : RuleTwinTests(Dialect.Sqlite, server);

public sealed class RuleTwinPostgresTests(PostgresServer server) : RuleTwinTests(Dialect.Postgres, server);

/// <summary>There is never a second rule for one trouble, however many people make one at once.</summary>
public abstract class RuleTwinTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private static readonly Asker Owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);

    /// <summary>Both were asked while neither rule was there.</summary>
    [Theory]
    [InlineData("keep", "keep")]
    [InlineData("keep", "switch")]
    [InlineData("switch", "keep")]
    public async Task TwoAtOnce_OneStaysAndTheOtherHearsWhyNot(string first, string second)
    {
        await using var bot = await BotUnderTest.CreateAsync(null, "--Database:Provider", TestDatabase.Options.Provider, "--Database:ConnectionString", TestDatabase.Options.ConnectionString);
        await bot.SayAsync(Owner, "/start");
        var client = await bot.AddClientAsync("acme", "Acme");
        await SwitchOffAsync(bot, client);
        var (one, other) = (await AskedAsync(bot, first), await AskedAsync(bot, second));
        var (written, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());

        var kept = bot.Get<Data.Database.Database>().WriteAsync(
            async (connection, transaction) =>
            {
                var said = await one.WriteAsync(connection, transaction);
                written.TrySetResult();
                await goOn.Task;
                return said;
            },
            Cancel);
        await written.Task;
        var refused = bot.Get<Data.Database.Database>().WriteAsync(other.WriteAsync, Cancel);
        await WaitsForALockAsync();
        goOn.SetResult();

        Assert.DoesNotContain("Таке правило вже є", BotUnderTest.Visible(Assert.Single(await kept)), StringComparison.Ordinal);
        Assert.Contains("Таке правило вже є", BotUnderTest.Visible(Assert.Single(await refused)), StringComparison.Ordinal);
        var rules = (await bot.Get<AlertRuleStore>().ReadAsync(Cancel)).Rules;
        Assert.Single(AlertRules.Effective(rules, client.Id), rule => rule.Check is TokenCheck);
    }

    private static async Task SwitchOffAsync(BotUnderTest bot, Client client)
    {
        var rules = bot.Get<AlertRuleStore>();
        var book = await rules.ReadAsync(Cancel);
        var off = AlertRules.Switched(book.Rules, book.ById["collector.token"], client.Id, on: false, "off")!;
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => rules.SaveAsync(connection, transaction, off, null), Cancel);
    }

    /// <summary>What the last tap leads to, not yet written.</summary>
    private static async Task<Answer> AskedAsync(BotUnderTest bot, string what)
    {
        var list = await PressAsync(bot, Assert.Single(await bot.SayAsync(Owner, "/alerts acme")), "Правила");
        var last = what == "keep"
            ? Id(await PressAsync(bot, list, "Нове правило", "Кінець доступу", "30"), "✅ Зберегти")
            : Id(await PressAsync(bot, list, Regex.Match(BotUnderTest.Visible(list), "(\\d+)\\. ☑️").Groups[1].Value), "Увімкнути");
        return await bot.Get<Router>().AnswerAsync(new IncomingPress(Owner, "callback", last, 7, false), Cancel);
    }

    /// <summary>One button after the other, by how their texts begin.</summary>
    private static async Task<OutboxMessage> PressAsync(BotUnderTest bot, OutboxMessage message, params string[] texts)
    {
        foreach (var text in texts)
            message = Assert.Single(await bot.PressAsync(Owner, Id(message, text)));
        return message;
    }

    private static string? Id(OutboxMessage message, string text) =>
        message.Content.Buttons.SelectMany(row => row).First(button => button.Text.StartsWith(text, StringComparison.Ordinal)).CallbackData;
}
