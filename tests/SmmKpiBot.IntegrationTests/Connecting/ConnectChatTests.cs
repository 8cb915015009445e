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
    [InlineData("uk", "Під’єднано: Facebook", "Клієнт: Acme")]
    [InlineData("en", "Connected: Facebook", "Client: Acme")]
    public async Task AToken_ThatOpensOnePage_ConnectsItAndIsNowhereInTheClear(string language, string done, string client)
    {
        await using var rig = await ConnectRig.StartAsync(language);
        await rig.AskSecretAsync("Facebook");

        var secret = rig.Write(GraphBrand.SystemToken);

        Assert.Contains(client, (await rig.SaidAsync(done)).Text, StringComparison.Ordinal);
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
        await rig.AskSecretAsync("GA4");
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
    [InlineData("uk", "Що рахувати", "за останні 28 днів", "Instagram типу дії в її описі немає", "Не рахувати", "Як у налаштуваннях", "Збережено")]
    [InlineData("en", "What counts", "of the last 28 days", "For follows on Instagram it describes no type", "Count no followers", "As the bot’s settings say", "Saved")]
    public async Task AnAdAccount_AsksWhatCountsAsAFollower_AndKeepsTheChoice(
        string language, string choose, string question, string honest, string none, string bySettings, string saved)
    {
        await using var rig = await ConnectRig.StartAsync(language);
        rig.Press(await rig.ConnectAsync("Meta Ads"), choose);
        var choice = await rig.SaidAsync(question);
        Assert.Contains(honest, choice.Text, StringComparison.Ordinal);
        Assert.Matches(rig.Say("^Нові вподобання сторінки: \\d+ ✓$", "^New likes of the page: \\d+ ✓$"), ButtonsOf(choice)[0]);
        Assert.Matches(rig.Say("^Підписки: \\d+$", "^Follows: \\d+$"), ButtonsOf(choice)[1]);
        Assert.DoesNotContain(ButtonsOf(choice), text => text.Contains("link_click", StringComparison.Ordinal) || text.Contains("engagement", StringComparison.Ordinal));
        Assert.DoesNotContain(ButtonsOf(choice), text => text.Contains(bySettings, StringComparison.Ordinal));

        rig.Press(choice, rig.Say("Підписки", "Follows"));

        var done = await rig.SaidAsync(saved);
        Assert.Contains(AdsStandIn.InstagramFollow, done.Text, StringComparison.Ordinal);
        Assert.Equal(AdsStandIn.InstagramFollow, await rig.ScalarAsync<string>("select value from account_choice where name = 'follower-action'"));

        rig.Press(done, rig.Say("‹ Назад", "‹ Back"));
        rig.Press(await rig.SaidAsync(GraphBrand.AdAccountId), choose);
        choice = await rig.SaidAsync(question);
        Assert.Contains(ButtonsOf(choice), text => text.StartsWith(rig.Say("Підписки", "Follows"), StringComparison.Ordinal) && text.EndsWith('✓'));
        Assert.Contains(ButtonsOf(choice), text => text.Contains(none, StringComparison.Ordinal));
        rig.Press(choice, bySettings);
        await rig.SaidAsync(saved);
        Assert.Equal(0, await rig.CountAsync("select count(*) from account_choice"));
    }

    [Fact]
    public async Task AnAdAccount_WhoseTokenCannotBeRead_SaysSoAtOnce()
    {
        await using var rig = await ConnectRig.StartAsync();
        var connected = await rig.ConnectAsync("Meta Ads");
        await rig.Bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync("update credential set ciphertext = 'with other keys'", transaction: transaction), ConnectRig.Stop);

        rig.Press(connected, "Що рахувати");

        Assert.Contains("справа в налаштуваннях самого бота", (await rig.SaidAsync("Не вдалося спитати")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAdAccount_WhoseNetworkCannotBeAsked_SaysSoAndChoosesNothing()
    {
        await using var rig = await ConnectRig.StartAsync();
        var connected = await rig.ConnectAsync("Meta Ads");
        rig.Graph.Faults.IsDown = true;

        rig.Press(connected, "Що рахувати");

        var said = await rig.SaidAsync("Не вдалося спитати");
        Assert.Contains("мережа не відповідає", said.Text, StringComparison.Ordinal);
        Assert.Equal(0, await rig.CountAsync("select count(*) from account_choice"));
    }

    [Theory]
    [InlineData("uk", "Назвати канал", "Напишіть @назву", "Напишіть іншу назву", "Під’єднано: Telegram «Зерно»")]
    [InlineData("en", "Name the channel", "Write the @name", "Write another name", "Connected: Telegram “Зерно”")]
    public async Task APublicChannel_IsConnectedByItsName(string language, string way, string asks, string again, string done)
    {
        await using var rig = await ConnectRig.StartAsync(language);
        rig.Telegram.World.AddChannel(-1_000_000_000_900, "Зерно", "zerno_coffee");
        rig.Press(await rig.WaysAsync("Telegram"), way);
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
        await rig.AskSecretAsync("GA4");

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
        await rig.AskSecretAsync("Facebook");
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
        await rig.AskSecretAsync("Facebook");

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
        await rig.AskSecretAsync("Facebook");

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
        await rig.AskSecretAsync("Facebook");
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
        rig.Press(await rig.WaysAsync("Facebook", "Acme", "Такі акаунти вже є"), "Новий акаунт");
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
        await rig.AskSecretAsync("Facebook");
        rig.Telegram.Faults.Add(new Fault(FaultKind.ServerError) { Method = "deleteMessage" });

        rig.Write(GraphBrand.SystemToken);

        await rig.SaidAsync("видаліть його самі");
        await rig.SaidAsync("Під’єднано: Facebook");
    }

    [Fact]
    public async Task ATokenThatIsDead_IsRefusedInWords_AndNothingIsStored()
    {
        await using var rig = await ConnectRig.StartAsync();
        await rig.AskSecretAsync("Facebook");
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
        await rig.ConnectAsync("Facebook");

        rig.Write("/connect");
        var desk = await rig.SaidAsync("збирається");
        rig.Press(desk, "✅ Facebook");
        rig.Press(await rig.SaidAsync("У мережі:"), "Від’єднати");
        var question = await rig.SaidAsync("Зібрані цифри залишаться");
        Assert.Equal(1, await rig.CountAsync("select count(*) from account_connection"));
        rig.Press(question, "Так");

        await rig.SaidAsync("від’єднано");
        rig.Write("/status");
        Assert.DoesNotContain("🟡", (await rig.SaidAsync("від’єднано: Facebook")).Text, StringComparison.Ordinal);
        Assert.Equal(0, await rig.CountAsync("select (select count(*) from account_connection) + (select count(*) from credential) + (select count(*) from collection_stream)"));
        Assert.Equal(1, await rig.CountAsync("select count(*) from account"));
    }

    /// <summary>What limits the figures is said where the account is shown, a few things of many.</summary>
    [Theory]
    [InlineData("uk", "✅ Facebook", "Що обмежує ці цифри", "• Meta не дає статистики сторінки", "• і ще ", "Мережа не дає: відвідування сторінки")]
    [InlineData("en", "✅ Facebook", "What limits the figures", "• Meta gives no insights of a page", "• and ", "The network does not give: visits to the page")]
    public async Task AConnectedAccount_IsShownWithWhatLimitsItsFigures(string language, string button, string heading, string remark, string more, string refused)
    {
        var isUkrainian = language == "uk";
        await using var rig = await ConnectRig.StartAsync(language);
        rig.Graph.Faults.IsSmall = true;
        rig.Graph.Faults.DeadMetrics.Add("page_views_total");
        await rig.ConnectAsync("Facebook");
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
        await rig.ConnectAsync("Facebook");
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
        rig.Press(await rig.WaysAsync("Facebook"), "‹ Назад");
        rig.Press(await rig.SaidAsync("Що під’єднати?"), "+ Facebook");
        rig.Press(await rig.SaidAsync("як дати доступ"), "Надіслати токен");
        rig.Press(await rig.SaidAsync("Надішліть токен"), "Скасувати");
        await rig.SaidAsync("Що під’єднати?");

        rig.Write("EAAhalf a token");

        await rig.SaidAsync("Не зрозумів");
        Assert.Equal(0, await rig.CountAsync("select count(*) from awaited_text"));
    }

    [Fact]
    public async Task TheLinkToConsent_Cancelled_IsOver()
    {
        await using var rig = await ConnectRig.StartAsync();
        rig.Google.Accounts.Person = "owner@example.com";
        var back = await rig.ConsentAsync(await rig.LinkAsync());

        rig.Press(await rig.SaidAsync("Відкрийте сторінку згоди"), "Скасувати");

        await rig.SaidAsync("Що під’єднати?");
        Assert.Contains("Це посилання вже не діє", (await rig.ReturnAsync(back)).Page, StringComparison.Ordinal);
    }

    /// <summary>A channel of which the bot is an administrator tells of its posts by itself: disconnected, it is heard no more.</summary>
    [Fact]
    public async Task AChannelThatIsHeard_Disconnected_IsHeardNoMore()
    {
        await using var rig = await ConnectRig.StartAsync();
        var (channel, _, _) = rig.Telegram.World.AddChannel(-1_000_000_000_900, "Зерно", "zerno_coffee");
        rig.Write("/start");
        rig.Telegram.Channels.PromoteBot(channel, rig.Owner);
        rig.Press(await rig.SaidAsync("Чий він?"), "Acme");
        await rig.SaidAsync("Вимірюю від цієї миті");

        rig.Write("/connect");
        rig.Press(await rig.SaidAsync("збирається"), "✅ Telegram");
        rig.Press(await rig.SaidAsync("У мережі:"), "Від’єднати");
        rig.Press(await rig.SaidAsync("Зібрані цифри залишаться"), "Так");

        await rig.SaidAsync("від’єднано. Цифри залишилися");
        Assert.Equal(0, await rig.CountAsync("select (select count(*) from account_connection) + (select count(*) from telegram_feed where state = 1) + (select count(*) from live_feed where closed_at is null)"));
        Assert.Equal(1, await rig.CountAsync("select count(*) from account where disconnected_at is not null"));
    }

    /// <summary>A channel that is not measured any more is read no more either: its members alone would look like a source that has fallen silent. It can be measured again.</summary>
    [Fact]
    public async Task AChannelThatIsHeard_NotMeasuredAnyMore_IsDisconnected_AndLinksSayHowItIsMeasuredAgain()
    {
        await using var rig = await ConnectRig.StartAsync();
        var (channel, _, _) = rig.Telegram.World.AddChannel(-1_000_000_000_900, "Зерно", "zerno_coffee");
        rig.Write("/start");
        rig.Telegram.Channels.PromoteBot(channel, rig.Owner);
        rig.Press(await rig.SaidAsync("Чий він?"), "Acme");
        await rig.SaidAsync("Вимірюю від цієї миті");

        rig.Write("/settings acme");
        rig.Press(await rig.SaidAsync("Не чекає на відповідь"), "Не вимірювати: Зерно");
        await rig.SaidAsync("поки ніде");

        Assert.Equal(0, await rig.CountAsync("""
            select (select count(*) from account_connection) + (select count(*) from collection_stream) + (select count(*) from credential)
                + (select count(*) from telegram_feed where state = 1) + (select count(*) from live_feed where closed_at is null)
            """));
        Assert.Equal(1, await rig.CountAsync("select count(*) from account where disconnected_at is not null"));
        rig.Write("/links");
        var links = await rig.SaidAsync("бо це зупинили");
        Assert.Contains("Зерно", links.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Жодного каналу", links.Text, StringComparison.Ordinal);

        rig.Telegram.Channels.RemoveBot(channel, rig.Owner);
        rig.Telegram.Channels.PromoteBot(channel, rig.Owner);
        var question = await rig.SaidAsync("Чий він?");
        rig.Press(question, "Acme");
        await rig.Telegram.MessageAsync(rig.Chat, message => message.Id == question.Id && message.Text!.Contains("Вимірюю від цієї миті", StringComparison.Ordinal));
        Assert.Equal(1, await rig.CountAsync("select count(*) from account_connection c join account a on a.id = c.account_id where a.disconnected_at is null"));
    }

    /// <summary>A business account that listens to customers is no channel that could be connected.</summary>
    [Fact]
    public async Task ABusinessAccountThatListens_IsNoAccountToConnect()
    {
        await using var rig = await ConnectRig.StartAsync();
        rig.Write("/start");
        rig.Telegram.Business.Connect(rig.Owner);
        rig.Press(await rig.SaidAsync("Чий він?"), "Acme");
        await rig.SaidAsync("Вимірюю від цієї миті");

        var ways = await rig.WaysAsync("Telegram");

        Assert.Contains("Назвати канал", ButtonsOf(ways));
    }

    /// <summary>Who came by which link is told to administrators alone: what is connected by its name is no missing channel.</summary>
    [Theory]
    [InlineData("uk", "бачу лише кількість підписників", "Жодного каналу")]
    [InlineData("en", "I see the number of followers only", "No channel is connected")]
    public async Task Links_OfAChannelThatIsConnectedByItsName_SayWhyThereAreNone(string language, string why, string none)
    {
        await using var rig = await ConnectRig.StartAsync(language);
        rig.Telegram.World.AddChannel(-1_000_000_000_900, "Зерно", "zerno_coffee");
        rig.Press(await rig.WaysAsync("Telegram"), rig.Say("Назвати канал", "Name the channel"));
        await rig.SaidAsync(rig.Say("Напишіть @назву", "Write the @name"));
        rig.Write("@zerno_coffee");
        await rig.SaidAsync(rig.Say("Під’єднано:", "Connected:"));

        rig.Write("/links");

        var said = await rig.SaidAsync(why);
        Assert.Contains("Зерно", said.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(none, said.Text, StringComparison.Ordinal);
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
