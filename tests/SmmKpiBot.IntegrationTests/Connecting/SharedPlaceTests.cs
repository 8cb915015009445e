using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.Networks.Graph;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Connecting;

public sealed class SharedPlaceSqliteTests(PostgresServer server) : SharedPlaceTests(Dialect.Sqlite, server);

public sealed class SharedPlacePostgresTests(PostgresServer server) : SharedPlaceTests(Dialect.Postgres, server);

/// <summary>The same page for two clients counts twice: nobody does that without being told, and asked.</summary>
public abstract class SharedPlaceTests(Dialect dialect, PostgresServer server)
{
    private const string Person = "owner@example.com";

    private static CancellationToken Stop => ConnectRig.Stop;

    [Fact]
    public async Task AToken_OfAPlaceOfAnotherClient_AsksBeforeItConnects()
    {
        await using var rig = await RigAsync();
        await rig.ConnectAsync("Facebook");

        await rig.AskSecretAsync("Facebook", "Beta");
        rig.Write(GraphBrand.SystemToken);

        var question = await rig.SaidAsync("уже під’єднано, клієнт: Acme.");
        Assert.Contains(GraphBrand.PageId, question.Text, StringComparison.Ordinal);
        Assert.Equal(1, await rig.CountAsync("select count(*) from account_connection"));
        rig.Press(question, "Під’єднати й для Beta");
        await rig.SaidAsync("Клієнт: Beta");
        Assert.Equal(2, await rig.CountAsync($"select count(*) from account_connection where place_id = '{GraphBrand.PageId}'"));
        Assert.Equal(0, await rig.CountAsync("select count(*) from access_request"));
        Assert.DoesNotContain(GraphBrand.SystemToken, await rig.PassingRowsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheQuestion_Cancelled_ConnectsNothingAndForgetsTheAccess()
    {
        await using var rig = await RigAsync();
        await rig.ConnectAsync("Facebook");
        await rig.AskSecretAsync("Facebook", "Beta");
        rig.Write(GraphBrand.SystemToken);

        rig.Press(await rig.SaidAsync("уже під’єднано"), "Скасувати");

        await rig.SaidAsync("Ще нічого не під’єднано");
        Assert.Equal(1, await rig.CountAsync("select count(*) from account_connection"));
        Assert.Equal(0, await rig.CountAsync("select count(*) from access_request"));
    }

    /// <summary>Who leads one client learns of no other, not even its name.</summary>
    [Fact]
    public async Task AToken_OfAPlaceOfAClientThatIsNotTheirs_NamesNobody()
    {
        await using var rig = await RigAsync();
        await rig.ConnectAsync("Facebook");
        var (lead, chat) = await LeadAsync(rig, "beta");

        rig.Telegram.People.Write(chat, lead, "/connect");
        await PressAsync("Що під’єднати?", "+ Facebook");
        await PressAsync("як дати доступ", "Надіслати токен");
        await SaidAsync("Надішліть токен");
        rig.Telegram.People.Write(chat, lead, GraphBrand.SystemToken);

        var question = await SaidAsync("уже під’єднано");
        Assert.Contains("інший клієнт агенції", question.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Acme", question.Text, StringComparison.Ordinal);
        await PressAsync("уже під’єднано", "Під’єднати й для Beta");
        Assert.DoesNotContain("Acme", (await SaidAsync("Клієнт: Beta")).Text, StringComparison.Ordinal);

        Task<TelegramMessage> SaidAsync(string part) => rig.Telegram.MessageAsync(chat, message => message.Text?.Contains(part, StringComparison.Ordinal) == true);
        async Task PressAsync(string part, string button)
        {
            var message = await SaidAsync(part);
            rig.Telegram.People.Press(message, lead, message.Button(button));
        }
    }

    [Fact]
    public async Task NewAccess_ToAnAccountThatIsConnected_AsksNothing()
    {
        await using var rig = await RigAsync();
        await rig.ConnectAsync("Facebook");
        await ConnectForBetaAsync(rig, "facebook", GraphBrand.PageId, new() { ["token"] = GraphBrand.SystemToken });

        rig.Write("/connect Acme");
        rig.Press(await rig.SaidAsync("збирається"), "✅ Facebook");
        rig.Press(await rig.SaidAsync("У мережі:"), "Під’єднати знову");
        var ways = await rig.SaidAsync("як дати доступ");
        rig.Press(ways, "Надіслати токен");
        await rig.Telegram.MessageAsync(rig.Chat, message => message.Id > ways.Id && message.Text?.Contains("Надішліть токен", StringComparison.Ordinal) == true);
        var token = rig.Write(GraphBrand.SystemToken);

        await rig.Telegram.MessageAsync(rig.Chat, message => message.Id > token.Id && message.Text?.Contains("Під’єднано: Facebook", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(rig.Telegram.World.MessagesOf(rig.Chat.Id), message => message.Text?.Contains("уже під’єднано", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Consent_ToAPropertyOfAnotherClient_AsksAfterThePropertyIsChosen()
    {
        await using var rig = await RigAsync();
        rig.Google.Accounts.Person = Person;
        rig.AddProperty("111", "Acme shop", Person);
        rig.AddProperty("222", "Acme blog", Person);
        await ConnectForBetaAsync(rig, "google-analytics", "222", new() { ["service_account"] = Viewer(rig, "222") });

        await rig.ReturnAsync(await rig.ConsentAsync(await rig.OpenAsync("google-analytics")));

        rig.Press(await rig.SaidAsync("Що під’єднати?"), "Acme blog");
        var question = await rig.SaidAsync("уже під’єднано, клієнт: Beta.");
        Assert.Equal(1, await rig.CountAsync("select count(*) from account_connection"));
        rig.Press(question, "Під’єднати й для Acme");
        await rig.SaidAsync("Клієнт: Acme");
        Assert.Equal(2, await rig.CountAsync("select count(*) from account_connection where place_id = '222'"));
    }

    [Fact]
    public async Task AChannel_OfAnotherClient_IsAskedAboutWhenItIsNamed()
    {
        await using var rig = await RigAsync();
        rig.Telegram.World.AddChannel(-1_000_000_000_900, "Зерно", "zerno_coffee");
        await ConnectForBetaAsync(rig, "telegram", "-1000000000900", []);

        rig.Press(await rig.WaysAsync("Telegram"), "Назвати канал");
        await rig.SaidAsync("Напишіть @назву");
        rig.Write("@zerno_coffee");

        rig.Press(await rig.SaidAsync("уже під’єднано, клієнт: Beta."), "Під’єднати й для Acme");
        await rig.SaidAsync("Клієнт: Acme");
        Assert.Equal(2, await rig.CountAsync("select count(*) from account_connection"));
    }

    /// <summary>Its id alone would open a private group of another client: who does not see all clients hears the same as of one that is not there.</summary>
    [Fact]
    public async Task APrivateGroup_NamedByItsId_IsConnectedByWhoSeesAllClientsAlone()
    {
        await using var rig = await RigAsync();
        rig.Telegram.World.AddChannel(-1_000_000_000_900, "Таємне", null);
        var (lead, chat) = await LeadAsync(rig, "beta");
        rig.Telegram.People.Write(chat, lead, "/connect");
        await PressAsync("Що під’єднати?", "+ Telegram");
        await PressAsync("як дати доступ", "Назвати канал");
        await SaidAsync("Напишіть @назву");

        rig.Telegram.People.Write(chat, lead, "-1000000000900");
        var hidden = await SaidAsync("Напишіть іншу назву");
        var unknown = rig.Telegram.People.Write(chat, lead, "-1000000000999");
        var missing = await rig.Telegram.MessageAsync(chat, message => message.Id > unknown.Id && message.Text?.Contains("Напишіть іншу назву", StringComparison.Ordinal) == true);

        Assert.Equal(missing.Text, hidden.Text);
        Assert.Contains("власник бота", hidden.Text, StringComparison.Ordinal);
        Assert.Equal(0, await rig.CountAsync("select count(*) from account"));
        rig.Press(await rig.WaysAsync("Telegram"), "Назвати канал");
        await rig.SaidAsync("Напишіть @назву");
        rig.Write("-1000000000900");
        await rig.SaidAsync("Під’єднано: Telegram «Таємне»");

        Task<TelegramMessage> SaidAsync(string part) => rig.Telegram.MessageAsync(chat, message => message.Text?.Contains(part, StringComparison.Ordinal) == true);
        async Task PressAsync(string part, string button)
        {
            var message = await SaidAsync(part);
            rig.Telegram.People.Press(message, lead, message.Button(button));
        }
    }

    /// <summary>The right to it is asked for again when the button is pressed, and whoever sees all clients has it still.</summary>
    [Fact]
    public async Task APrivateGroup_OfAnotherClient_IsConnectedAfterTheQuestion()
    {
        await using var rig = await RigAsync();
        rig.Telegram.World.AddChannel(-1_000_000_000_900, "Таємне", null);
        await ConnectForBetaAsync(rig, "telegram", "-1000000000900", []);
        rig.Press(await rig.WaysAsync("Telegram"), "Назвати канал");
        await rig.SaidAsync("Напишіть @назву");
        rig.Write("-1000000000900");

        rig.Press(await rig.SaidAsync("уже під’єднано, клієнт: Beta."), "Під’єднати й для Acme");

        await rig.SaidAsync("Клієнт: Acme");
        Assert.Equal(2, await rig.CountAsync("select count(*) from account_connection"));
    }

    /// <summary>The bot becomes its administrator, and somebody says whose it is.</summary>
    [Fact]
    public async Task AChannel_OfAnotherClient_IsAskedAboutWhenItIsAssigned()
    {
        await using var rig = await RigAsync();
        var (channel, _, _) = rig.Telegram.World.AddChannel(-1_000_000_000_900, "Зерно", "zerno_coffee");
        await ConnectForBetaAsync(rig, "telegram", "-1000000000900", []);
        rig.Write("/start");
        rig.Telegram.Channels.PromoteBot(channel, rig.Owner);

        rig.Press(await rig.SaidAsync("Чий він?"), "Acme");

        var question = await rig.SaidAsync("Цей канал уже під’єднано, клієнт: Beta.");
        Assert.Equal(0, await rig.CountAsync("select count(*) from telegram_feed where state = 1"));
        rig.Press(question, "Вимірювати й для Acme");
        await rig.SaidAsync("Вимірюю від цієї миті");
        Assert.Equal(2, await rig.CountAsync("select count(*) from account_connection where place_id = '-1000000000900'"));
    }

    /// <summary>Of several clients only those are named that the presser may see, and that there are others is said.</summary>
    [Fact]
    public async Task AChannel_OfAShownAndAHiddenClient_NamesTheShownOneAndSaysThatThereIsAnother()
    {
        await using var rig = await RigAsync();
        await rig.Bot.AddClientAsync("gamma", "Gamma");
        var (channel, _, _) = rig.Telegram.World.AddChannel(-1_000_000_000_900, "Зерно", "zerno_coffee");
        await ConnectForAsync(rig, "beta", "telegram", "-1000000000900", []);
        await ConnectForAsync(rig, "gamma", "telegram", "-1000000000900", []);
        var (lead, chat) = await LeadAsync(rig, "acme", "beta");
        rig.Telegram.Channels.PromoteBot(channel, lead);

        var asked = await rig.Telegram.MessageAsync(chat, message => message.Text?.Contains("Чий він?", StringComparison.Ordinal) == true);
        rig.Telegram.People.Press(asked, lead, asked.Button("Acme"));

        var question = await rig.Telegram.MessageAsync(chat, message => message.Text?.Contains("Цей канал уже під’єднано", StringComparison.Ordinal) == true);
        Assert.Contains("клієнт: Beta, інший клієнт агенції, якого ви не ведете.", question.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Gamma", question.Text, StringComparison.Ordinal);
    }

    private async Task<ConnectRig> RigAsync()
    {
        var rig = await ConnectRig.StartAsync(dialect, server);
        await rig.Bot.AddClientAsync("beta", "Beta");
        return rig;
    }

    private static Task ConnectForBetaAsync(ConnectRig rig, string network, string place, Dictionary<string, string> secrets) => ConnectForAsync(rig, "beta", network, place, secrets);

    private static async Task ConnectForAsync(ConnectRig rig, string slug, string network, string place, Dictionary<string, string> secrets)
    {
        var account = await rig.Bot.Get<AccountStore>().AddAsync((await ClientAsync(rig, slug)).Id, network, "main", null, Stop) ?? throw new InvalidOperationException($"{slug} has it already.");
        await rig.Bot.Get<AccountConnecting>().ConnectAsync(account, secrets, place, Stop);
    }

    private static string Viewer(ConnectRig rig, string property)
    {
        const string robot = "robot@standin.iam.gserviceaccount.com";
        rig.Google.Ga4.Properties[property].Viewers.Add(robot);
        return rig.Google.Accounts.ServiceAccount(robot);
    }

    private static async Task<Client> ClientAsync(ConnectRig rig, string slug) =>
        await rig.Bot.Get<ClientStore>().FindAsync(slug, Stop) ?? throw new InvalidOperationException($"{slug} is gone.");

    /// <summary>Somebody who leads these clients only.</summary>
    private static async Task<(TelegramUser Lead, TelegramChat Chat)> LeadAsync(ConnectRig rig, params string[] slugs)
    {
        var lead = rig.Telegram.World.AddUser(77, "Марко", null, "uk");
        var led = new List<long>();
        foreach (var slug in slugs)
            led.Add((await ClientAsync(rig, slug)).Id);
        var invitation = await rig.Bot.Get<Invitations>().CreateAsync(ChatPurpose.Staff, led, null, Stop);
        var chat = rig.Telegram.World.AddPrivateChat(lead);
        rig.Telegram.People.Write(chat, lead, "/start " + invitation.Code);
        await rig.Telegram.MessageAsync(chat, message => message.Text is not null);
        return (lead, chat);
    }
}
