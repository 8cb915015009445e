using System.Text;
using Dapper;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.Networks.Google;
using SmmKpiBot.Sandbox.Networks.Graph;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Connecting;

/// <summary><c>/connect</c> in the private chat: tokens and key files go from the chat at once, and are nowhere afterwards but encrypted.</summary>
public sealed class ConnectChatTests
{
    private const string Robot = "robot@standin.iam.gserviceaccount.com";

    private static readonly byte[] Pixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static readonly byte[] Figures = "date,metric,value\n2026-11-01,followers,1000\n"u8.ToArray();

    [Theory]
    [InlineData("uk", "як дати доступ", "Надіслати токен", "Надішліть токен", "Під’єднано: Facebook")]
    [InlineData("en", "how to give access", "Send a token", "Send the token", "Connected: Facebook")]
    public async Task AToken_ThatOpensOnePage_ConnectsItAndIsNowhereInTheClear(string language, string ways, string way, string asks, string done)
    {
        await using var rig = await ConnectRig.StartAsync(language);
        rig.Press(await rig.WaysAsync("Facebook", ways), way);
        await rig.SaidAsync(asks);

        var secret = rig.Write(GraphBrand.SystemToken);

        await rig.SaidAsync(done);
        Assert.Null(rig.Telegram.World.FindMessage(rig.Chat.Id, secret.Id));
        Assert.Equal(GraphBrand.PageId, await rig.ScalarAsync<string>("select place_id from account_connection"));
        Assert.DoesNotContain(GraphBrand.SystemToken, await rig.PassingRowsAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(rig.Telegram.World.MessagesOf(rig.Chat.Id), message => message.Text?.Contains(GraphBrand.SystemToken, StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task AKeyFile_ThatOpensSeveral_IsTakenFromTheChatAndAsksWhich()
    {
        await using var rig = await ConnectRig.StartAsync();
        rig.AddProperty("111", "Acme shop", Robot);
        rig.AddProperty("222", "Acme blog", Robot);
        rig.Press(await rig.WaysAsync("GA4", "як дати доступ"), "Надіслати токен");
        await rig.SaidAsync("Надішліть токен");
        var key = rig.Google.Accounts.ServiceAccount(Robot);

        var file = rig.Telegram.People.SendDocument(rig.Chat, rig.Owner, "key.json", Encoding.UTF8.GetBytes(key));

        var choice = await rig.SaidAsync("Що під’єднати?");
        Assert.Null(rig.Telegram.World.FindMessage(rig.Chat.Id, file.Id));
        Assert.DoesNotContain("PRIVATE KEY", await rig.PassingRowsAsync(), StringComparison.Ordinal);
        rig.Press(choice, "Acme shop");
        await rig.SaidAsync("Під’єднано: GA4 «Acme shop»");
    }

    /// <summary>What counts as a follower of ads is chosen under the message that an ad account is connected, among what it really had.</summary>
    [Theory]
    [InlineData("uk", "Meta Ads", "як дати доступ", "Надіслати токен", "Надішліть токен", "Під’єднано:", "Що рахувати", "за останні 28 днів", "Instagram типу дії в її описі немає", "Не рахувати", "Як у налаштуваннях", "Збережено")]
    [InlineData("en", "Meta Ads", "how to give access", "Send a token", "Send the token", "Connected:", "What counts", "of the last 28 days", "For follows on Instagram it describes no type", "Count no followers", "As the bot’s settings say", "Saved")]
    public async Task AnAdAccount_AsksWhatCountsAsAFollower_AndKeepsTheChoice(
        string language, string network, string ways, string way, string asks, string done, string choose, string question, string honest, string none, string bySettings, string saved)
    {
        await using var rig = await ConnectRig.StartAsync(language);
        rig.Press(await rig.WaysAsync(network, ways), way);
        await rig.SaidAsync(asks);
        rig.Write(GraphBrand.SystemToken);
        rig.Press(await rig.SaidAsync(done), choose);
        var choice = await rig.SaidAsync(question);
        Assert.Contains(honest, choice.Text, StringComparison.Ordinal);
        Assert.Matches(@"like\): \d", ButtonsOf(choice)[0]);
        Assert.EndsWith("✓", ButtonsOf(choice)[0], StringComparison.Ordinal);
        Assert.DoesNotContain(ButtonsOf(choice), text => text.Contains("link_click", StringComparison.Ordinal) || text.Contains("engagement", StringComparison.Ordinal));
        Assert.DoesNotContain(ButtonsOf(choice), text => text.Contains(bySettings, StringComparison.Ordinal));

        rig.Press(choice, AdsStandIn.InstagramFollow);

        Assert.Contains(AdsStandIn.InstagramFollow, (await rig.SaidAsync(saved)).Text, StringComparison.Ordinal);
        Assert.Equal(AdsStandIn.InstagramFollow, await rig.ScalarAsync<string>("select value from account_choice where name = 'follower-action'"));

        rig.Write("/connect");
        rig.Press(await rig.SaidAsync("Acme ·"), "✅ ");
        rig.Press(await rig.SaidAsync(GraphBrand.AdAccountId), choose);
        choice = await rig.SaidAsync(question);
        Assert.Contains(ButtonsOf(choice), text => text.StartsWith(AdsStandIn.InstagramFollow, StringComparison.Ordinal) && text.EndsWith('✓'));
        Assert.Contains(ButtonsOf(choice), text => text.Contains(none, StringComparison.Ordinal));
        rig.Press(choice, bySettings);
        await rig.Telegram.MessageAsync(rig.Chat, message => message.Text?.Contains(saved, StringComparison.Ordinal) == true && !message.Text.Contains(AdsStandIn.InstagramFollow, StringComparison.Ordinal));
        Assert.Equal(0, await rig.CountAsync("select count(*) from account_choice"));
    }

    [Fact]
    public async Task AnAdAccount_WhoseTokenCannotBeRead_SaysSoAtOnce()
    {
        await using var rig = await ConnectRig.StartAsync();
        rig.Press(await rig.WaysAsync("Meta Ads", "як дати доступ"), "Надіслати токен");
        await rig.SaidAsync("Надішліть токен");
        rig.Write(GraphBrand.SystemToken);
        var connected = await rig.SaidAsync("Під’єднано:");
        await rig.Bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync("update credential set ciphertext = 'with other keys'", transaction: transaction), ConnectRig.Stop);

        rig.Press(connected, "Що рахувати");

        Assert.Contains("справа в налаштуваннях самого бота", (await rig.SaidAsync("Не вдалося спитати")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAdAccount_WhoseNetworkCannotBeAsked_SaysSoAndChoosesNothing()
    {
        await using var rig = await ConnectRig.StartAsync();
        rig.Press(await rig.WaysAsync("Meta Ads", "як дати доступ"), "Надіслати токен");
        await rig.SaidAsync("Надішліть токен");
        rig.Write(GraphBrand.SystemToken);
        var connected = await rig.SaidAsync("Під’єднано:");
        rig.Graph.Faults.IsDown = true;

        rig.Press(connected, "Що рахувати");

        var said = await rig.SaidAsync("Не вдалося спитати");
        Assert.Contains("мережа не відповідає", said.Text, StringComparison.Ordinal);
        Assert.Equal(0, await rig.CountAsync("select count(*) from account_choice"));
    }

    [Theory]
    [InlineData("uk", "як дати доступ", "Назвати канал", "Напишіть @назву", "Напишіть іншу назву", "Під’єднано: Telegram «Зерно»")]
    [InlineData("en", "how to give access", "Name the channel", "Write the @name", "Write another name", "Connected: Telegram “Зерно”")]
    public async Task APublicChannel_IsConnectedByItsName(string language, string ways, string way, string asks, string again, string done)
    {
        await using var rig = await ConnectRig.StartAsync(language);
        rig.Telegram.World.AddChannel(-1_000_000_000_900, "Зерно", "zerno_coffee");
        rig.Press(await rig.WaysAsync("Telegram", ways), way);
        await rig.SaidAsync(asks);

        rig.Write("@zerno_cofee");
        await rig.SaidAsync(again);
        Assert.Equal(0, await rig.ScalarAsync<long>("select count(*) from account"));
        rig.Write("https://t.me/zerno_coffee");

        await rig.SaidAsync(done);
        Assert.Equal("-1000000000900", await rig.ScalarAsync<string>("select place_id from account_connection"));
    }

    [Fact]
    public async Task AKeyFile_OfWhichOnePropertyIsRefused_OffersTheOthersAndSaysWhy()
    {
        await using var rig = await ConnectRig.StartAsync();
        rig.AddProperty("111", "Acme shop", Robot);
        rig.AddProperty("222", "Acme blog", Robot);
        rig.Google.Faults.Always("/v1beta/properties/222:batchRunReports", GoogleFault.Error(403, "PERMISSION_DENIED", "No."));
        rig.Press(await rig.WaysAsync("GA4", "як дати доступ"), "Надіслати токен");
        await rig.SaidAsync("Надішліть токен");

        rig.Telegram.People.SendDocument(rig.Chat, rig.Owner, "key.json", Encoding.UTF8.GetBytes(rig.Google.Accounts.ServiceAccount(Robot)));

        var choice = await rig.SaidAsync("Що під’єднати?");
        Assert.Contains($"Не відкривається «Acme blog» (222): {Robot} не має права переглядати ресурс 222", choice.Text, StringComparison.Ordinal);
        rig.Press(choice, "Acme shop");
        await rig.SaidAsync("Під’єднано: GA4 «Acme shop»");
    }

    /// <summary>Whatever goes wrong, a Ukrainian reads no English sentence.</summary>
    [Theory]
    [InlineData("dead")]
    [InlineData("hidden")]
    [InlineData("small rights")]
    [InlineData("down")]
    [InlineData("throttled")]
    [InlineData("a web page")]
    [InlineData("half a token")]
    [InlineData("app token")]
    public async Task AToken_ThatDoesNotOpen_IsRefusedInUkrainian(string fault)
    {
        await using var rig = await ConnectRig.StartAsync();
        rig.Press(await rig.WaysAsync("Facebook", "як дати доступ"), "Надіслати токен");
        await rig.SaidAsync("Надішліть токен");
        rig.Graph.Faults.TokenDead = fault == "dead" ? 460 : null;
        rig.Graph.Faults.HidesPages = fault == "hidden";
        rig.Graph.Faults.LacksUserContent = fault == "small rights";
        rig.Graph.Faults.IsDown = fault == "down";
        rig.Graph.Faults.Throttled = fault == "throttled" ? 100 : 0;
        rig.Graph.Faults.HtmlErrors = fault == "a web page" ? 100 : 0;

        rig.Write(fault switch
        {
            "half a token" => "EAAhalf",
            "app token" => "415500000000001|0123456789abcdef0123456789abcdef",
            _ => GraphBrand.SystemToken,
        });

        var said = await rig.SaidAsync(fault is "half a token" or "app token" ? "Подробиці" : fault == "small rights" ? "Чого не буде видно" : "Не вдалося під’єднати");
        Assert.DoesNotMatch("[A-Za-z]+ [a-z]+ [a-z]+", said.Text!);
        Assert.Matches("[а-яіїєґ]{3,}", said.Text!);
    }

    [Fact]
    public async Task WhatIsNoToken_IsTakenFromTheChatToo_AndAskedForAgain()
    {
        await using var rig = await ConnectRig.StartAsync();
        rig.Press(await rig.WaysAsync("Facebook", "як дати доступ"), "Надіслати токен");
        await rig.SaidAsync("Надішліть токен");

        var wrong = rig.Write("EAAhalf a token");
        await rig.SaidAsync("Це не схоже на потрібний токен");
        Assert.Null(rig.Telegram.World.FindMessage(rig.Chat.Id, wrong.Id));
        rig.Write(GraphBrand.SystemToken);

        await rig.SaidAsync("Під’єднано: Facebook");
    }

    /// <summary>People paste where they happen to write: below a screenshot, or below the file they wanted to send next.</summary>
    [Theory]
    [InlineData("picture", "Під’єднано: Facebook")]
    [InlineData("figures.csv", "Файл надішліть іще раз, без токена.")]
    [InlineData("notes.pdf", "Файл надішліть іще раз, без токена.")]
    public async Task AToken_BelowAPictureOrAFile_IsTakenAndGoesFromTheChat(string carrier, string said)
    {
        await using var rig = await ConnectRig.StartAsync();
        rig.Press(await rig.WaysAsync("Facebook", "як дати доступ"), "Надіслати токен");
        await rig.SaidAsync("Надішліть токен");

        var secret = carrier == "picture"
            ? rig.Telegram.People.SendPhoto(rig.Chat, rig.Owner, Pixel, GraphBrand.SystemToken)
            : rig.Telegram.People.SendDocument(rig.Chat, rig.Owner, carrier, Figures, GraphBrand.SystemToken);

        await rig.SaidAsync("Під’єднано: Facebook");
        await rig.SaidAsync(said);
        Assert.Null(rig.Telegram.World.FindMessage(rig.Chat.Id, secret.Id));
        Assert.DoesNotContain(GraphBrand.SystemToken, await rig.PassingRowsAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("picture")]
    [InlineData("figures.csv")]
    public async Task AToken_AmongWordsBelowAPictureOrAFile_GoesFromTheChat_AndIsAskedForAgain(string carrier)
    {
        await using var rig = await ConnectRig.StartAsync();
        rig.Press(await rig.WaysAsync("Facebook", "як дати доступ"), "Надіслати токен");
        await rig.SaidAsync("Надішліть токен");
        var words = "Ось токен: " + GraphBrand.SystemToken;

        var secret = carrier == "picture"
            ? rig.Telegram.People.SendPhoto(rig.Chat, rig.Owner, Pixel, words)
            : rig.Telegram.People.SendDocument(rig.Chat, rig.Owner, carrier, Figures, words);

        await rig.SaidAsync("Це не схоже на потрібний токен");
        Assert.Null(rig.Telegram.World.FindMessage(rig.Chat.Id, secret.Id));
        Assert.DoesNotContain(GraphBrand.SystemToken, await rig.PassingRowsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileOfFigures_WhileATokenIsAwaited_IsStillAFileOfFigures()
    {
        await using var rig = await ConnectRig.StartAsync();
        foreach (var network in (string[])["facebook", "instagram"])
            await rig.Bot.Get<AccountStore>().AddAsync(rig.Acme.Id, network, "page", null, ConnectRig.Stop);
        rig.Press(await rig.WaysAsync("Facebook", "Такі акаунти вже є"), "Новий акаунт");
        rig.Press(await rig.SaidAsync("як дати доступ"), "Надіслати токен");
        await rig.SaidAsync("Надішліть токен");

        var file = rig.Telegram.People.SendDocument(rig.Chat, rig.Owner, "figures.csv", Figures, "instagram");

        await rig.SaidAsync("Імпортовано");
        Assert.NotNull(rig.Telegram.World.FindMessage(rig.Chat.Id, file.Id));
    }

    [Fact]
    public async Task APicture_WhileNothingIsAwaited_IsAnsweredBySilence()
    {
        await using var rig = await ConnectRig.StartAsync();

        rig.Telegram.People.SendPhoto(rig.Chat, rig.Owner, Pixel, "/help");
        rig.Write("/connect");

        await rig.SaidAsync("Acme");
        Assert.Single(rig.Telegram.World.MessagesOf(rig.Chat.Id), message => message.From.IsBot);
    }

    [Fact]
    public async Task ATokenThatCannotBeTakenFromTheChat_IsConnected_AndThePersonIsToldToDeleteIt()
    {
        await using var rig = await ConnectRig.StartAsync();
        rig.Press(await rig.WaysAsync("Facebook", "як дати доступ"), "Надіслати токен");
        await rig.SaidAsync("Надішліть токен");
        rig.Telegram.Faults.Add(new Fault(FaultKind.ServerError) { Method = "deleteMessage" });

        rig.Write(GraphBrand.SystemToken);

        await rig.SaidAsync("видаліть його самі");
        await rig.SaidAsync("Під’єднано: Facebook");
    }

    [Fact]
    public async Task ATokenThatIsDead_IsRefusedInWords_AndNothingIsStored()
    {
        await using var rig = await ConnectRig.StartAsync();
        rig.Press(await rig.WaysAsync("Facebook", "як дати доступ"), "Надіслати токен");
        await rig.SaidAsync("Надішліть токен");
        rig.Graph.Faults.TokenDead = 463;

        rig.Write(GraphBrand.SystemToken);

        var said = await rig.SaidAsync("Не вдалося під’єднати Facebook");
        Assert.DoesNotContain(GraphBrand.SystemToken, said.Text, StringComparison.Ordinal);
        Assert.Equal(0, await rig.CountAsync("select (select count(*) from account_connection) + (select count(*) from credential)"));
    }

    [Fact]
    public async Task AConnectedAccount_IsShownWithItsState_AndDisconnectedAfterAQuestion()
    {
        await using var rig = await ConnectRig.StartAsync();
        rig.Press(await rig.WaysAsync("Facebook", "як дати доступ"), "Надіслати токен");
        await rig.SaidAsync("Надішліть токен");
        rig.Write(GraphBrand.SystemToken);
        await rig.SaidAsync("Під’єднано: Facebook");

        rig.Write("/connect");
        var desk = await rig.SaidAsync("збирається");
        rig.Press(desk, "✅ Facebook");
        rig.Press(await rig.SaidAsync("У мережі:"), "Від’єднати");
        var question = await rig.SaidAsync("Зібрані цифри залишаться");
        Assert.Equal(1, await rig.CountAsync("select count(*) from account_connection"));
        rig.Press(question, "Так");

        await rig.SaidAsync("від’єднано");
        Assert.Equal(0, await rig.CountAsync("select (select count(*) from account_connection) + (select count(*) from credential) + (select count(*) from collection_stream)"));
        Assert.Equal(1, await rig.CountAsync("select count(*) from account"));
    }

    /// <summary>What limits the figures is said where the account is shown, a few things of many.</summary>
    [Theory]
    [InlineData("uk", "✅ Facebook", "Чого не видно", "• Meta не дає статистики сторінки", "• і ще ", "Мережа не дає: page_views_total")]
    [InlineData("en", "✅ Facebook", "What limits the figures", "• Meta gives no insights of a page", "• and ", "The network does not give: page_views_total")]
    public async Task AConnectedAccount_IsShownWithWhatLimitsItsFigures(string language, string button, string heading, string remark, string more, string refused)
    {
        var isUkrainian = language == "uk";
        await using var rig = await ConnectRig.StartAsync(language);
        rig.Graph.Faults.IsSmall = true;
        rig.Graph.Faults.DeadMetrics.Add("page_views_total");
        rig.Press(await rig.WaysAsync("Facebook", isUkrainian ? "як дати доступ" : "how to give access"), isUkrainian ? "Надіслати токен" : "Send a token");
        await rig.SaidAsync(isUkrainian ? "Надішліть токен" : "Send the token");
        rig.Write(GraphBrand.SystemToken);
        await rig.SaidAsync(isUkrainian ? "Під’єднано: Facebook" : "Connected: Facebook");
        await Watching.UntilAsync(async () => await rig.CountAsync("select case when (select count(*) from collection_remark) > 0 and (select count(*) from refused_metric) > 0 then 1 else 0 end") == 1);
        await rig.WriteAsync("""
            insert into collection_remark (account_id, stream, remark, remark_uk, lasts, first_at, last_at)
            select c.account_id, 'old', 'Old ' || r.n, 'Старе ' || r.n, 1, 0, 9000000000000000
            from account_connection c cross join (select 1 as n union select 2 union select 3 union select 4 union select 5 union select 6) r
            """);

        rig.Write("/connect");
        rig.Press(await rig.SaidAsync(isUkrainian ? "збирається" : "is collected"), button);

        var page = await rig.SaidAsync(heading);
        Assert.Contains(remark, page.Text, StringComparison.Ordinal);
        Assert.Contains(more, page.Text, StringComparison.Ordinal);
        Assert.Contains(refused, page.Text, StringComparison.Ordinal);
        Assert.Equal(7, page.Text!.Split("\n• ").Length - 1);
        Assert.DoesNotContain(isUkrainian ? "Old" : "Старе", page.Text, StringComparison.Ordinal);
    }

    /// <summary>Why an account lost its access is stored in both languages, and each reader is told in theirs.</summary>
    [Theory]
    [InlineData("uk", "не оновлюється", "Подробиці: ", true)]
    [InlineData("en", "has not been read", "In detail: ", false)]
    public async Task AnAccountThatLostItsAccess_IsExplainedInTheReadersLanguage(string language, string state, string detail, bool isUkrainian)
    {
        await using var rig = await ConnectRig.StartAsync(language);
        rig.Press(await rig.WaysAsync("Facebook", isUkrainian ? "як дати доступ" : "how to give access"), isUkrainian ? "Надіслати токен" : "Send a token");
        await rig.SaidAsync(isUkrainian ? "Надішліть токен" : "Send the token");
        rig.Write(GraphBrand.SystemToken);
        await rig.SaidAsync(isUkrainian ? "Під’єднано: Facebook" : "Connected: Facebook");
        rig.Graph.Faults.TokenDead = 460;
        await Watching.UntilAsync(async () =>
        {
            await rig.WriteAsync("update collection_stream set next_at = 0");
            await rig.Bot.Get<CollectRound>().RunAsync(ConnectRig.Stop);
            return await rig.CountAsync("select count(*) from account_connection where problem is not null") == 1;
        });

        rig.Write("/connect");
        rig.Press(await rig.SaidAsync(state), "⚠️ Facebook");

        var said = (await rig.SaidAsync(detail)).Text!;
        var reason = said[(said.IndexOf(detail, StringComparison.Ordinal) + detail.Length)..];
        Assert.Equal(isUkrainian, reason.Any(letter => letter is >= 'а' and <= 'я'));
    }

    /// <summary>Out of each step a button leads back, and what was asked for is not awaited any more.</summary>
    [Fact]
    public async Task EveryStep_HasAWayBack()
    {
        await using var rig = await ConnectRig.StartAsync();
        rig.Press(await rig.WaysAsync("Facebook", "як дати доступ"), "‹ Назад");
        rig.Press(await rig.SaidAsync("Що під’єднати?"), "+ Facebook");
        rig.Press(await rig.SaidAsync("як дати доступ"), "Надіслати токен");
        rig.Press(await rig.SaidAsync("Надішліть токен"), "Скасувати");
        await rig.SaidAsync("Що під’єднати?");

        rig.Write("EAAhalf a token");

        await rig.SaidAsync("Не зрозумів");
        Assert.Equal(0, await rig.CountAsync("select count(*) from awaited_text"));
    }

    [Fact]
    public async Task InAGroup_TheCommandSaysToWriteInPrivate()
    {
        await using var bot = await BotUnderTest.CreateAsync();
        await bot.AddClientAsync("acme", "Acme");
        await bot.JoinAsync(BotUnderTest.InGroup(BotUnderTest.OwnerId, -100), SmmKpiBot.Bot.Access.ChatPurpose.Staff);

        var said = Assert.Single(await bot.SayAsync(BotUnderTest.InGroup(BotUnderTest.OwnerId, -100), "/connect"));

        Assert.Contains("в особисті", BotUnderTest.Visible(said), StringComparison.Ordinal);
    }

    private static List<string> ButtonsOf(TelegramMessage message) =>
        [.. message.Keyboard!["inline_keyboard"]!.AsArray().SelectMany(row => row!.AsArray()).Select(button => button!["text"]!.GetValue<string>())];
}
