using System.Text.Json;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

public sealed class LateAnswerSqliteTests(PostgresServer server) : LateAnswerTests(Dialect.Sqlite, server);

public sealed class LateAnswerPostgresTests(PostgresServer server) : LateAnswerTests(Dialect.Postgres, server);

/// <summary>A text that waited for its keys is no answer to what the bot asked meanwhile.</summary>
public abstract class LateAnswerTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const string Notes = "select coalesce(max(text), '-') from conflict_event where kind = 4";

    private static readonly Asker Owner = BotUnderTest.InPrivate(BotUnderTest.OwnerId);

    [Fact]
    public async Task ATextWhoseKeysCameBack_AnswersNoNewerQuestion_AndTheNextOneDoes()
    {
        await using var bot = await BotUnderTest.CreateAsync(null, "--Database:Provider", TestDatabase.Options.Provider, "--Database:ConnectionString", TestDatabase.Options.ConnectionString);
        bot.Telegram.World.AddPrivateChat(bot.Telegram.World.AddUser(BotUnderTest.OwnerId, "Ольга", null, "uk"));
        await bot.SayAsync(Owner, "/start");
        await bot.AddClientAsync("acme", "Acme");
        var inbox = bot.Get<UpdateInbox>();
        await StoreAsync(bot, 5, "дякую, гляну");
        await inbox.LockAsync(Assert.Single(await inbox.HeadsAsync(bot.Get<BotCalls>().BotId, 10, Cancel)).Id, Cancel);
        var conflict = Assert.Single(await bot.SayAsync(Owner, "/conflict acme, привезли не те"));
        await bot.PressAsync(Owner, conflict.Content.Buttons.SelectMany(row => row).First(button => button.Text == "Нотатка").CallbackData);

        await bot.Host.StartAsync(Cancel);
        await HandledAsync(bot);
        Assert.Equal("-", await ScalarAsync(Notes));
        await StoreAsync(bot, 6, "вже веземо інше");
        await HandledAsync(bot);

        Assert.Equal("вже веземо інше", await ScalarAsync(Notes));
    }

    private static async Task StoreAsync(BotUnderTest bot, long id, string text)
    {
        using var json = JsonDocument.Parse(
            $$$"""{"update_id":{{{id}}},"message":{"message_id":{{{id}}},"date":1,"from":{"id":{{{BotUnderTest.OwnerId}}},"is_bot":false,"first_name":"О"},"chat":{"id":{{{BotUnderTest.OwnerId}}},"type":"private"},"text":"{{{text}}}"}}""");
        await bot.Get<UpdateInbox>().StoreAsync(bot.Get<BotCalls>().BotId, [RawUpdate.From(json.RootElement)!], moveOffset: false, Cancel);
    }

    private Task HandledAsync(BotUnderTest bot) => Watching.UntilAsync(async () =>
    {
        bot.Advance(TimeSpan.FromSeconds(1));
        return await ScalarAsync("select cast(count(*) as text) from update_inbox where body is not null") == "0";
    });

    private async Task<string?> ScalarAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await Dapper.SqlMapper.ExecuteScalarAsync<string>(connection, sql);
    }
}
