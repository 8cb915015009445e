using System.Text;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot;
using SmmKpiBot.Bot.CommandLine.Doctor;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Sandbox.BotApi;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>Updates between Telegram and their handling: nothing lost, nothing twice, no hot loop.</summary>
public sealed class UpdatesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ABatchWithAPoisonedUpdate_IsHandledButForThatOne()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var user = bot.Telegram.World.AddUser(501, "Олена", null, "uk");
        var chat = bot.Telegram.World.AddPrivateChat(user);
        bot.Telegram.People.Write(chat, user, "/start");
        bot.Telegram.Updates.Push("my_chat_member", new System.Text.Json.Nodes.JsonObject
        {
            ["chat"] = new System.Text.Json.Nodes.JsonObject { ["id"] = 501, ["type"] = "private" },
            ["from"] = new System.Text.Json.Nodes.JsonObject { ["id"] = 501, ["is_bot"] = false, ["first_name"] = "Poison" },
            ["date"] = 1,
            ["old_chat_member"] = new System.Text.Json.Nodes.JsonObject { ["status"] = "a status of tomorrow" },
            ["new_chat_member"] = new System.Text.Json.Nodes.JsonObject { ["status"] = "a status of tomorrow" },
        }, 501);
        bot.Telegram.People.Write(chat, user, "/help");

        await bot.Host.StartAsync(Stop);
        await Watching.UntilAsync(() => Task.FromResult(bot.Telegram.World.MessagesOf(501).Count(message => message.From.IsBot) == 2));
        await Watching.UntilAsync(async () => await CountAsync(bot, "SELECT COUNT(*) FROM update_inbox WHERE state = 0") == 0);

        Assert.Equal(1, await CountAsync(bot, "SELECT COUNT(*) FROM update_inbox WHERE state = 2"));
        Assert.Equal(0, await CountAsync(bot, "SELECT COUNT(*) FROM update_inbox WHERE body IS NOT NULL"));
    }

    [Fact]
    public async Task AnUpdateThatFailsEachTime_IsParkedAfterThreeTriesAndTheNextIsHandled()
    {
        await using var bot = await BotUnderTest.RunAsync();
        var user = bot.Telegram.World.AddUser(501, "Олена", null, "uk");
        var chat = bot.Telegram.World.AddPrivateChat(user);
        await ExecuteAsync(bot, "ALTER TABLE user_role RENAME TO user_role_away");

        bot.Telegram.People.Write(chat, user, "/kpi secret-of-the-chat");
        await Watching.UntilAsync(async () => await CountAsync(bot, "SELECT COUNT(*) FROM update_inbox WHERE state = 2 AND tries = 2 AND body IS NULL") == 1);
        await ExecuteAsync(bot, "ALTER TABLE user_role_away RENAME TO user_role");
        bot.Telegram.People.Write(chat, user, "/help");

        await bot.Telegram.MessageAsync(chat, message => message.Text?.Contains("/start", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Store_TheSameUpdateAgain_KeepsItOnce()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var inbox = bot.Get<UpdateInbox>();
        var update = Update(5, 501);

        var first = await inbox.StoreAsync(1, [update], moveOffset: true, Stop);
        var head = Assert.Single(await inbox.HeadsAsync(1, 10, Stop));
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => UpdateInbox.FinishAsync(connection, transaction, head.Id), Stop);
        var again = await inbox.StoreAsync(1, [update], moveOffset: true, Stop);

        Assert.Equal((1, 0), (first, again));
        Assert.Empty(await inbox.HeadsAsync(1, 10, Stop));
    }

    /// <summary>Somebody may have pasted a token, before it is known that one is awaited: no body is readable in the database or in a backup.</summary>
    [Fact]
    public async Task Store_WhateverSomebodyWrote_IsReadableNowhere()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await bot.Get<UpdateInbox>().StoreAsync(1, [Update(5, 501, "EAAcanary-token")], moveOffset: true, Stop);
        var folder = Directory.CreateTempSubdirectory("smmkpibot-inbox-");

        await bot.Get<DatabaseBackup>().BackupAsync(Path.Combine(folder.FullName, "copy.db"), Stop);

        // The live files are asked by a query: whoever opens them beside SQLite takes its locks away.
        await using var connection = await bot.Get<Data.Database.Database>().OpenAsync(Stop);
        Assert.DoesNotContain("EAAcanary-token", await connection.QuerySingleAsync<string>("SELECT body FROM update_inbox"), StringComparison.Ordinal);
        Assert.DoesNotContain("EAAcanary-token", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "copy.db"), Stop)), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    /// <summary>It holds up no other, is not lost, and doctor says what to do; with the keys it is handled by itself.</summary>
    [Fact]
    public async Task AnUpdate_WhoseKeysAreGone_WaitsForThemWhileTheNextIsHandled()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var user = bot.Telegram.World.AddUser(501, "Олена", null, "uk");
        var chat = bot.Telegram.World.AddPrivateChat(user);
        var elsewhere = Directory.CreateTempSubdirectory("smmkpibot-keys-");
        var database = bot.Get<Data.Database.Database>();
        var credentials = new Credentials(database, Options.Create(new SecurityOptions { KeyFile = Path.Combine(elsewhere.FullName, "other.key") }), bot.Clock);
        await new UpdateInbox(database, credentials, bot.Clock).StoreAsync(bot.Get<BotCalls>().BotId, [Update(5, 501, "/language")], moveOffset: false, Stop);
        bot.Telegram.People.Write(chat, user, "/help");

        await bot.Host.StartAsync(Stop);
        await AdvanceUntilAsync(bot, () => bot.Telegram.World.MessagesOf(501).Any(message => message.From.IsBot));

        Assert.Equal(1, await CountAsync(bot, "SELECT COUNT(*) FROM update_inbox WHERE state = 3 AND body IS NOT NULL"));
        var found = Assert.Single(await new UpdatesCheck(bot.Host.Services).RunAsync(Stop));
        Assert.Equal(Health.Wrong, found.Health);
        Assert.Contains("Put that folder back", found.Text, StringComparison.Ordinal);

        foreach (var key in elsewhere.GetFiles("*", SearchOption.AllDirectories))
            key.CopyTo(Path.Combine(Credentials.FolderOf(bot.Get<IOptions<SecurityOptions>>().Value.KeyFile), key.Name));
        await AdvanceUntilAsync(bot, () => bot.Telegram.World.MessagesOf(501).Count(message => message.From.IsBot) == 2);
        await Watching.UntilAsync(async () => await CountAsync(bot, "SELECT COUNT(*) FROM update_inbox WHERE body IS NOT NULL") == 0);

        Assert.Empty(await new UpdatesCheck(bot.Host.Services).RunAsync(Stop));
        elsewhere.Delete(recursive: true);
    }

    /// <summary>What people wrote is kept no longer for keys that do not come back.</summary>
    [Fact]
    public async Task AnUpdate_WhoseKeysDoNotComeBack_IsDeletedAfterTwoDays()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var inbox = bot.Get<UpdateInbox>();
        await inbox.StoreAsync(1, [Update(5, 501)], moveOffset: false, Stop);
        await inbox.LockAsync(Assert.Single(await inbox.HeadsAsync(1, 10, Stop)).Id, Stop);

        bot.Advance(TimeSpan.FromHours(47));
        await inbox.PurgeAsync(Stop);
        Assert.NotNull(await inbox.LockedAsync(Stop));
        bot.Advance(TimeSpan.FromHours(2));
        await inbox.PurgeAsync(Stop);

        Assert.Null(await inbox.LockedAsync(Stop));
    }

    [Fact]
    public async Task AnUpdate_ThatAnOlderProgramStored_IsHandled()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var user = bot.Telegram.World.AddUser(501, "Олена", null, "uk");
        var chat = bot.Telegram.World.AddPrivateChat(user);
        var body = Update(5, 501, "/help").Body;
        await bot.Get<Data.Database.Database>().WriteAsync(
            (connection, transaction) => connection.ExecuteAsync(
                "INSERT INTO update_inbox (bot_id, update_id, lane, body, state, tries, not_before, received_at) VALUES (@BotId, 5, 501, @body, 0, 0, 0, 0)",
                new { bot.Get<BotCalls>().BotId, body },
                transaction),
            Stop);

        await bot.Host.StartAsync(Stop);

        await bot.Telegram.MessageAsync(chat, message => message.Text?.Contains("/start", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Store_OutOfOrder_HandlesEachOnceAsItCameAndLowersNoOffset()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var inbox = bot.Get<UpdateInbox>();

        await inbox.StoreAsync(1, [Update(9, 501), Update(7, 501)], moveOffset: true, Stop);
        await inbox.StoreAsync(1, [Update(8, 501), Update(9, 501)], moveOffset: true, Stop);

        Assert.Equal(10, await inbox.OffsetAsync(1, Stop));
        var handled = new List<long>();
        while (await inbox.HeadsAsync(1, 10, Stop) is [var head])
        {
            handled.Add(head.UpdateId);
            await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => UpdateInbox.FinishAsync(connection, transaction, head.Id), Stop);
        }

        Assert.Equal([9, 7, 8], handled);
    }

    [Fact]
    public async Task AnUpdateOfADayAgo_IsAnsweredOnce()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var user = bot.Telegram.World.AddUser(501, "Олена", null, "uk");
        var chat = bot.Telegram.World.AddPrivateChat(user);
        bot.Telegram.People.Write(chat, user, "/help");

        bot.Advance(TimeSpan.FromHours(24));
        await bot.Host.StartAsync(Stop);
        await bot.Telegram.MessageAsync(chat, message => message.Text?.Contains("/start", StringComparison.Ordinal) == true);
        await Watching.UntilAsync(async () => await CountAsync(bot, "SELECT COUNT(*) FROM update_inbox WHERE state = 0") == 0);

        Assert.Single(bot.Telegram.World.MessagesOf(501), message => message.From.IsBot);
    }

    [Fact]
    public async Task Finish_Twice_SaysSo()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var inbox = bot.Get<UpdateInbox>();
        await inbox.StoreAsync(1, [Update(5, 501)], moveOffset: true, Stop);
        var head = Assert.Single(await inbox.HeadsAsync(1, 10, Stop));

        var ended = new List<bool>();
        for (var time = 0; time < 2; time++)
        {
            ended.Add(await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => UpdateInbox.FinishAsync(connection, transaction, head.Id), Stop));
        }

        Assert.Equal([true, false], ended);
    }

    [Fact]
    public async Task Purge_After48Hours_ForgetsIdsAndKeepsWhatWaits()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var inbox = bot.Get<UpdateInbox>();
        await inbox.StoreAsync(1, [Update(5, 501), Update(6, 502)], moveOffset: true, Stop);
        var head = (await inbox.HeadsAsync(1, 10, Stop))[0];
        await bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => UpdateInbox.FinishAsync(connection, transaction, head.Id), Stop);

        bot.Advance(TimeSpan.FromHours(48));
        await inbox.PurgeAsync(Stop);
        Assert.Equal(2, await CountAsync(bot, "SELECT COUNT(*) FROM update_inbox"));
        bot.Advance(TimeSpan.FromSeconds(1));
        await inbox.PurgeAsync(Stop);

        Assert.Equal(6, Assert.Single(await inbox.HeadsAsync(1, 10, Stop)).UpdateId);
        Assert.Equal(1, await CountAsync(bot, "SELECT COUNT(*) FROM update_inbox"));
    }

    [Fact]
    public async Task Offset_AfterAQuietWeek_BeginsAnew()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var inbox = bot.Get<UpdateInbox>();
        await inbox.StoreAsync(1, [Update(900, 501)], moveOffset: true, Stop);

        Assert.Equal(901, await inbox.OffsetAsync(1, Stop));
        bot.Advance(TimeSpan.FromDays(6));
        Assert.Null(await inbox.OffsetAsync(1, Stop));
    }

    [Fact]
    public async Task Heads_AreTheOldestOfEachChat()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var inbox = bot.Get<UpdateInbox>();
        await inbox.StoreAsync(1, [Update(1, 501), Update(2, 501), Update(3, 502), Update(4, 501)], moveOffset: true, Stop);

        Assert.Equal([1L, 3L], (await inbox.HeadsAsync(1, 10, Stop)).Select(head => head.UpdateId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Polling_OfAServerThatAnswersAtOnce_WaitsForTheClock(bool withErrors)
    {
        await using var bot = await BotUnderTest.CreateAsync(new BotApiOptions { MaxPollTimeout = TimeSpan.Zero });
        if (withErrors)
        {
            bot.Telegram.Faults.Add(new Fault(FaultKind.Conflict) { Method = "getUpdates" });
        }

        await bot.Host.StartAsync(Stop);
        await Watching.UntilAsync(() => Task.FromResult(bot.Telegram.Calls.Of("getUpdates").Count > 0));

        // The clock stands still: whatever real time passes, there is no second call.
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Stop);
        Assert.Single(bot.Telegram.Calls.Of("getUpdates"));
        bot.Advance(TimeSpan.FromSeconds(withErrors ? 4 : 0.5));
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Stop);
        Assert.Single(bot.Telegram.Calls.Of("getUpdates"));
        bot.Advance(TimeSpan.FromSeconds(1));
        await Watching.UntilAsync(() => Task.FromResult(bot.Telegram.Calls.Of("getUpdates").Count == 2));
    }

    [Fact]
    public async Task Polling_WhileAnotherProgramKeepsFetching_StopsLoudlyAfterTwoMinutes()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        var other = bot.Telegram.Faults.Add(new Fault(FaultKind.Conflict) { Method = "getUpdates" });
        await bot.Host.StartAsync(Stop);
        await AdvanceUntilAsync(bot, () => bot.Telegram.Calls.Of("getUpdates").Count > 3);

        // An answer in between: the other one was on its way out, and patience begins anew.
        bot.Telegram.Faults.Remove(other);
        bot.Telegram.People.Write(bot.Telegram.World.AddPrivateChat(bot.Telegram.World.AddUser(501, "Олена")), bot.Telegram.World.FindUser(501)!, "/start");
        await AdvanceUntilAsync(bot, () => bot.Telegram.World.MessagesOf(501).Any(message => message.From.IsBot));
        bot.Telegram.Faults.Add(other);
        bot.Telegram.Updates.Interrupt("terminated by other getUpdates request");
        var since = bot.Clock.GetUtcNow();
        await AdvanceUntilAsync(bot, () => bot.Get<LoudStop>().Happened);

        Assert.True(bot.Clock.GetUtcNow() - since >= TimeSpan.FromMinutes(2));
        Assert.True(bot.Get<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    private static Task AdvanceUntilAsync(BotUnderTest bot, Func<bool> isSo) => Watching.UntilAsync(() =>
    {
        bot.Advance(TimeSpan.FromSeconds(1));
        return Task.FromResult(isSo());
    });

    private static RawUpdate Update(long id, long chat, string text = "x")
    {
        using var json = JsonDocument.Parse(
            $$$"""{"update_id":{{{id}}},"message":{"message_id":1,"date":1,"from":{"id":{{{chat}}},"is_bot":false,"first_name":"О"},"chat":{"id":{{{chat}}},"type":"private"},"text":"{{{text}}}"}}""");
        return RawUpdate.From(json.RootElement) ?? throw new InvalidOperationException("That is an update.");
    }

    private static Task<int> ExecuteAsync(BotUnderTest bot, string sql) =>
        bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, null, transaction), Stop);

    private static async Task<long> CountAsync(BotUnderTest bot, string sql)
    {
        await using var connection = await bot.Get<Data.Database.Database>().OpenAsync(Stop);
        return await connection.ExecuteScalarAsync<long>(sql);
    }
}
