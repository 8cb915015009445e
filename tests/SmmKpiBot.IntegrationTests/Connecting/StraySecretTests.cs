using System.Text;
using System.Text.Json.Nodes;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.Networks.Graph;
using SmmKpiBot.Sandbox.Networks.YouTube;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Connecting;

public sealed class StraySecretSqliteTests(PostgresServer server) : StraySecretTests(Dialect.Sqlite, server);

public sealed class StraySecretPostgresTests(PostgresServer server) : StraySecretTests(Dialect.Postgres, server);

/// <summary>A token that nobody asked for goes from the chat, is kept nowhere, and whoever sent it is told to begin again.</summary>
public abstract class StraySecretTests(Dialect dialect, PostgresServer server)
{
    private const string BeginAgain = "почніть знову: /connect";

    private static readonly byte[] Pixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Theory]
    [InlineData("typed")]
    [InlineData("among words")]
    [InlineData("in an address")]
    [InlineData("in JSON")]
    [InlineData("after a colon")]
    [InlineData("a key of YouTube")]
    [InlineData("passed on")]
    [InlineData("behind a command")]
    [InlineData("below a picture")]
    [InlineData("below a file")]
    [InlineData("a key file")]
    public async Task ASecret_ThatIsNotAwaited_IsTakenFromTheChatAndKeptNowhere(string way)
    {
        await using var rig = await ConnectRig.StartAsync(dialect, server);
        await rig.Bot.AddClientAsync("beta", "Beta");
        var secret = way == "a key of YouTube" ? YouTubeEndpoint.ApiKey : way == "a key file" ? "PRIVATE KEY" : GraphBrand.SystemToken;

        var sent = way switch
        {
            "among words" => rig.Write($"Ось токен: «{secret}», під’єднай."),
            "in an address" => rig.Write($"https://graph.facebook.com/v25.0/me?fields=id&access_token={secret}&limit=5"),
            "in JSON" => rig.Write($"{{\"access_token\":\"{secret}\",\"type\":\"bearer\"}}"),
            "after a colon" => rig.Write($"токен:{secret}"),
            "passed on" => rig.Telegram.People.Write(rig.Chat, rig.Owner, secret, extra: PassedOn()),
            "behind a command" => rig.Write("/conflict acme " + secret),
            "below a picture" => rig.Telegram.People.SendPhoto(rig.Chat, rig.Owner, Pixel, secret),
            "below a file" => rig.Telegram.People.SendDocument(rig.Chat, rig.Owner, "figures.csv", "date,metric,value\n"u8.ToArray(), secret),
            "a key file" => rig.Telegram.People.SendDocument(rig.Chat, rig.Owner, "key.json", Encoding.UTF8.GetBytes(rig.Google.Accounts.ServiceAccount("robot@standin.iam.gserviceaccount.com"))),
            _ => rig.Write(secret),
        };

        var said = await rig.SaidAsync(BeginAgain);
        Assert.Contains("видалив повідомлення", said.Text, StringComparison.Ordinal);
        Assert.Null(rig.Telegram.World.FindMessage(rig.Chat.Id, sent.Id));
        await LookAsync(rig, secret);
    }

    [Fact]
    public async Task AToken_AfterTheTenMinutes_IsTakenFromTheChatToo()
    {
        await using var rig = await ConnectRig.StartAsync(dialect, server);
        await rig.AskSecretAsync("Facebook");
        rig.Bot.Advance(TimeSpan.FromMinutes(11));

        var sent = rig.Write(GraphBrand.SystemToken);

        await rig.SaidAsync(BeginAgain);
        Assert.Null(rig.Telegram.World.FindMessage(rig.Chat.Id, sent.Id));
        Assert.Equal(0, await rig.CountAsync("select count(*) from account_connection"));
        await LookAsync(rig, GraphBrand.SystemToken);
    }

    /// <summary>While the name of a channel is awaited a token is no name; the question stays.</summary>
    [Fact]
    public async Task AToken_WhileSomethingElseIsAwaited_IsNotTakenForIt()
    {
        await using var rig = await ConnectRig.StartAsync(dialect, server);
        rig.Press(await rig.WaysAsync("Telegram"), "Назвати канал");
        await rig.SaidAsync("Напишіть @назву");

        rig.Write(GraphBrand.SystemToken);

        await rig.SaidAsync(BeginAgain);
        Assert.Equal(1, await rig.CountAsync("select count(*) from awaited_text"));
        await LookAsync(rig, GraphBrand.SystemToken);
    }

    [Fact]
    public async Task AConflict_OfAMessageThatHoldsAToken_IsNotOpenedAndBothMessagesGo()
    {
        await using var rig = await ConnectRig.StartAsync(dialect, server);
        var group = await JoinedGroupAsync(rig);
        var token = rig.Telegram.People.Write(group, rig.Owner, GraphBrand.SystemToken);

        rig.Telegram.People.Write(group, rig.Owner, "/conflict acme", replyTo: token);

        var said = await rig.Telegram.MessageAsync(group, message => message.Text?.Contains("Це токен", StringComparison.Ordinal) == true);
        Assert.Contains("відкличте", said.Text, StringComparison.Ordinal);
        Assert.Equal(0, await rig.CountAsync("select count(*) from conflict_case"));
        await LookAsync(rig, GraphBrand.SystemToken);
    }

    /// <summary>Where the bot may delete nothing of others.</summary>
    [Fact]
    public async Task AKeyFile_InAGroupOfTheTeam_IsToBeDeletedAndRevoked()
    {
        await using var rig = await ConnectRig.StartAsync(dialect, server);
        var group = await JoinedGroupAsync(rig);
        rig.Telegram.People.Promote(group);

        rig.Telegram.People.SendDocument(group, rig.Owner, "key.json", Encoding.UTF8.GetBytes(rig.Google.Accounts.ServiceAccount("robot@standin.iam.gserviceaccount.com")));

        var said = await rig.Telegram.MessageAsync(group, message => message.Text?.Contains("Це токен", StringComparison.Ordinal) == true);
        Assert.Contains("видаліть його самі", said.Text, StringComparison.Ordinal);
        Assert.Contains("відкличте", said.Text, StringComparison.Ordinal);
        await LookAsync(rig, "PRIVATE KEY");
    }

    [Fact]
    public async Task AToken_ThatCannotBeDeleted_IsToBeDeletedByWhoSentIt()
    {
        await using var rig = await ConnectRig.StartAsync(dialect, server);
        rig.Telegram.Faults.Add(new Fault(FaultKind.ServerError) { Method = "deleteMessage" });

        rig.Write(GraphBrand.SystemToken);

        Assert.Contains("видаліть його самі", (await rig.SaidAsync(BeginAgain)).Text, StringComparison.Ordinal);
    }

    /// <summary>Long words of other kinds are no secrets.</summary>
    [Theory]
    [InlineData("https://www.instagram.com/p/1790012345678901234567890123456789012/")]
    [InlineData("EAAhalf")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427ed41d8cd98f00b204e9800998ecf8427e")]
    public async Task WhatIsNoSecret_StaysWhereItIs(string text)
    {
        await using var rig = await ConnectRig.StartAsync(dialect, server);

        var sent = rig.Write(text);

        await rig.SaidAsync("Не зрозумів");
        Assert.NotNull(rig.Telegram.World.FindMessage(rig.Chat.Id, sent.Id));
    }

    private static async Task<TelegramChat> JoinedGroupAsync(ConnectRig rig)
    {
        var group = rig.Telegram.World.AddGroup(-1_000_000_000_700, "Acme і ми", ChatKind.Supergroup, true, rig.Owner);
        var invitation = await rig.Bot.Get<Invitations>().CreateAsync(ChatPurpose.Staff, [], null, ConnectRig.Stop);
        rig.Telegram.People.Write(group, rig.Owner, "/start " + invitation.Code);
        await rig.Telegram.MessageAsync(group, message => message.Text is not null);
        return group;
    }

    private static JsonObject PassedOn() => new() { ["forward_origin"] = new JsonObject { ["type"] = "hidden_user", ["sender_user_name"] = "Колега", ["date"] = 1_795_000_000 } };

    private static async Task LookAsync(ConnectRig rig, string secret)
    {
        await Watching.UntilAsync(async () => await rig.CountAsync("select count(*) from update_inbox where state = 0") == 0);
        Assert.DoesNotContain(secret, await rig.PassingRowsAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(rig.Telegram.World.MessagesOf(rig.Chat.Id), message => message.From.IsBot && message.Text?.Contains(secret, StringComparison.Ordinal) == true);
    }
}
