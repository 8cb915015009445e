using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram.Conversations;

/// <summary>A running bot with an owner, a person of the team, a client and a customer, all over the stand-in Telegram.</summary>
internal sealed class FeedWorld : IAsyncDisposable
{
    private FeedWorld(BotUnderTest bot, Client acme)
    {
        Bot = bot;
        Acme = acme;
        var world = bot.Telegram.World;
        Owner = world.AddUser(BotUnderTest.OwnerId, "Ірина", null, "uk");
        Staff = world.AddUser(2, "Марко", "marko", "uk");
        ClientPerson = world.AddUser(3, "Олена", "olena", "uk");
        Customer = world.AddUser(501, "Тарас", "taras", "uk");
        OtherCustomer = world.AddUser(502, "Дарина", null, "uk");
        OwnerChat = world.AddPrivateChat(Owner);
        StaffChat = world.AddPrivateChat(Staff);
    }

    public BotUnderTest Bot { get; }

    public BotApiServer Telegram => Bot.Telegram;

    public Client Acme { get; }

    public TelegramUser Owner { get; }

    public TelegramUser Staff { get; }

    public TelegramUser ClientPerson { get; }

    public TelegramUser Customer { get; }

    public TelegramUser OtherCustomer { get; }

    public TelegramChat OwnerChat { get; }

    public TelegramChat StaffChat { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<FeedWorld> CreateAsync(BotApiOptions? options = null, params string[] settings)
    {
        var bot = await BotUnderTest.RunAsync(options ?? new BotApiOptions { CanReadAllGroupMessages = true }, settings);
        var world = new FeedWorld(bot, await bot.AddClientAsync("acme", "Acme"));
        await bot.AddClientAsync("beta", "Beta");
        world.Telegram.People.Write(world.OwnerChat, world.Owner, "/start");
        await world.Telegram.MessageAsync(world.OwnerChat, message => message.Text is not null);
        await world.RedeemAsync(world.StaffChat, world.Staff, ChatPurpose.Staff);
        await world.RedeemAsync(world.Telegram.World.AddPrivateChat(world.ClientPerson), world.ClientPerson, ChatPurpose.Client, world.Acme.Id);
        return world;
    }

    /// <summary>The same over a database of either engine.</summary>
    public static Task<FeedWorld> CreateAsync(TestDatabase database) =>
        CreateAsync(null, "--Database:Provider", database.Options.Provider, "--Database:ConnectionString", database.Options.ConnectionString);

    public async Task RedeemAsync(TelegramChat chat, TelegramUser user, ChatPurpose purpose, params long[] clients)
    {
        var invitation = await Bot.Get<Invitations>().CreateAsync(purpose, clients, null, Stop);
        Telegram.People.Write(chat, user, "/start " + invitation.Code);
        await Telegram.MessageAsync(chat, message => message.Text?.Contains("Вітаю", StringComparison.Ordinal) == true || message.Text?.Contains("Готово", StringComparison.Ordinal) == true);
    }

    /// <summary>A group of the client with the team in it, where measuring is switched on.</summary>
    public async Task<TelegramChat> MeasuredGroupAsync(ChatKind kind = ChatKind.Supergroup, long id = -1_000_000_000_700)
    {
        var group = Telegram.World.AddGroup(id, "Acme і ми", kind, false, Staff, ClientPerson);
        await RedeemAsync(group, Staff, ChatPurpose.Client, Acme.Id);
        await SwitchOnAsync(group);
        return group;
    }

    /// <summary>Presses "measure" in the settings of a group, as a person of the team.</summary>
    public async Task SwitchOnAsync(TelegramChat group)
    {
        var asked = Telegram.People.Write(group, Staff, "/settings");
        var page = await Telegram.MessageAsync(group, message => message.Id > asked.Id && message.Keyboard is not null);
        Telegram.People.Press(page, Staff, page.Button("Вимірювати відповіді"));
        await Watching.UntilAsync(async () => (await Bot.Get<FeedStore>().ListAsync(Stop)).Any(feed => feed.ChatId == group.Id && feed.State == FeedState.On));
    }

    /// <summary>The question whose a feed is, as it came to the owner, answered.</summary>
    public async Task AssignAsync(string title, string client = "Acme")
    {
        var question = await Telegram.MessageAsync(OwnerChat, message => message.Keyboard is not null && message.Text!.Contains("Чий він", StringComparison.Ordinal) && message.Text.Contains(title, StringComparison.Ordinal));
        Telegram.People.Press(question, Owner, question.Button(client));
        await Telegram.MessageAsync(OwnerChat, message => message.Id == question.Id && message.Keyboard is null);
    }

    /// <summary>Everything of the client that is stored, once all updates are handled.</summary>
    public async Task<IReadOnlyList<ConversationMessage>> MessagesAsync() => (await FactsAsync()).Messages;

    public async Task<ClientFacts> FactsAsync()
    {
        await QuietAsync();
        var everything = new FactQuery { ClientId = Acme.Id, From = new DateOnly(2026, 1, 1), To = new DateOnly(2027, 1, 1), ConversationsSince = DateTimeOffset.MinValue };
        return await Bot.Get<FactReader>().ReadAsync(everything, Stop);
    }

    /// <summary>The figure that <c>kpi</c> gives for today.</summary>
    public async Task<decimal?> KpiAsync(string key)
    {
        await QuietAsync();
        var client = await Bot.Get<ClientStore>().FindAsync(Acme.Id, Stop) ?? throw new InvalidOperationException("The client is gone.");
        await Bot.Get<LiveFeeds>().CoverTodayAsync([client], new HashSet<long>(), Stop);
        var today = LocalDay.Of(Bot.Clock.GetUtcNow(), client.TimeZone);
        var report = await Bot.Get<KpiReports>().ReportAsync(new KpiQuery { Client = client, Period = PeriodChoice.Parse($"{today:yyyy-MM-dd}..{today:yyyy-MM-dd}", today.AddDays(1)), AsOf = today.AddDays(1), Comparison = null }, Stop);
        return report[key].Value;
    }

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await QuietAsync();
        await using var connection = await Bot.Get<Data.Database.Database>().OpenAsync(Stop);
        return await connection.ExecuteScalarAsync<T>(sql);
    }

    /// <summary>Until Telegram has nothing left for the bot and the bot has handled what it took.</summary>
    public Task QuietAsync() => Watching.UntilAsync(async () =>
    {
        await using var connection = await Bot.Get<Data.Database.Database>().OpenAsync(Stop);
        return Telegram.Updates.PendingCount == 0 && await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM update_inbox WHERE state = 0") == 0;
    });

    public ValueTask DisposeAsync() => Bot.DisposeAsync();
}
