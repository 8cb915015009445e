using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.Clock;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>The bot's own host over a new SQLite file and a stand-in Telegram. Not started: updates are handed to the router one by one.</summary>
internal sealed class BotUnderTest : IAsyncDisposable
{
    public const long OwnerId = 1;

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    private readonly string _folder;

    private BotUnderTest(BotApiServer telegram, WebApplication host, TimeProvider clock, string folder, IReadOnlyList<string> settings)
    {
        Settings = settings;
        Telegram = telegram;
        Host = host;
        Clock = clock;
        _folder = folder;
    }

    public BotApiServer Telegram { get; }

    /// <summary>As on the command line: a verb with them works on the same database.</summary>
    public IReadOnlyList<string> Settings { get; }

    public WebApplication Host { get; }

    public TimeProvider Clock { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>With a clock that stands still until it is moved.</summary>
    public static Task<BotUnderTest> CreateAsync(BotApiOptions? telegramOptions = null, params string[] settings) =>
        CreateAsync(new FakeTimeProvider(Start), telegramOptions ?? new BotApiOptions(), settings);

    /// <summary>Started as the program starts it, with a clock that runs and can be moved.</summary>
    public static async Task<BotUnderTest> RunAsync()
    {
        var bot = await CreateAsync(new MovableTimeProvider(Start), new BotApiOptions(), []);
        await bot.Host.StartAsync(Stop);
        return bot;
    }

    /// <summary>The same over a Telegram and with settings of one's own.</summary>
    public static async Task<BotUnderTest> RunAsync(BotApiOptions telegramOptions, params string[] settings)
    {
        var bot = await CreateAsync(new MovableTimeProvider(Start), telegramOptions, settings);
        await bot.Host.StartAsync(Stop);
        return bot;
    }

    public static async Task<BotUnderTest> CreateAsync(TimeProvider clock, BotApiOptions telegramOptions, string[] settings)
    {
        var telegram = await BotApiServer.StartAsync(telegramOptions with { Clock = clock }, Stop);
        var folder = Directory.CreateTempSubdirectory("smmkpibot-telegram-").FullName;
        string[] arguments =
        [
            "--Telegram:Token", telegram.Token,
            "--Telegram:ApiBaseUrl", telegram.BaseUrl,
            "--Database:ConnectionString", $"Data Source={Path.Combine(folder, "bot.db")}",
            "--Security:KeyFile", Path.Combine(folder, "bot.key"),
            "--Agency:OwnerUserIds:0", OwnerId.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "--Web:Listen", "http://127.0.0.1:0",
            "--Delivery:ChatPerSecond", "0",
            "--Delivery:GroupPerMinute", "0",
            "--Logging:LogLevel:Default", "Warning",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning",
            .. settings,
        ];
        var host = BotHost.Build(arguments, builder => builder.Services.AddSingleton(clock));
        await host.Services.GetRequiredService<StartUp>().StartingAsync(Stop);
        return new BotUnderTest(telegram, host, clock, folder, arguments);
    }

    public void Advance(TimeSpan by)
    {
        if (Clock is MovableTimeProvider movable)
        {
            // As the sandbox does before it moves the clock: the bot runs, and missed nothing.
            Get<Heartbeat>().PassOverAsync(movable.GetUtcNow() + by, Stop).GetAwaiter().GetResult();
            movable.MoveTo(movable.GetUtcNow() + by);
        }
        else if (Clock is FakeTimeProvider standing)
        {
            standing.Advance(by);
        }
    }

    public T Get<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    public Task<Client> AddClientAsync(string slug, string name) => Get<ClientStore>().AddAsync(slug, name, [], Stop);

    /// <summary>Routes one update and commits what it leads to, as the worker does; returns what would be sent.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> AskAsync(Incoming incoming)
    {
        // A minute later nobody is in a hurry: limits on floods have tests of their own.
        Advance(TimeSpan.FromMinutes(2));
        return await AskAtOnceAsync(incoming);
    }

    public async Task<IReadOnlyList<OutboxMessage>> AskAtOnceAsync(Incoming incoming)
    {
        var answer = await Get<Router>().AnswerAsync(incoming, Stop);
        var messages = await Get<Data.Database.Database>().WriteAsync(answer.WriteAsync, Stop);
        await answer.AfterCommitAsync(Stop);
        return messages;
    }

    public Task<IReadOnlyList<OutboxMessage>> SayAsync(Asker from, string text) => AskAsync(new IncomingText(from, 7, text));

    public Task<IReadOnlyList<OutboxMessage>> PressAsync(Asker from, string? button, bool onPhoto = false) =>
        AskAsync(new IncomingPress(from, "callback", button, 7, onPhoto));

    /// <summary>Makes an invitation and redeems it there.</summary>
    public async Task JoinAsync(Asker from, ChatPurpose purpose, params long[] clients)
    {
        var invitation = await Get<Invitations>().CreateAsync(purpose, clients, null, Stop);
        await SayAsync(from, "/start " + invitation.Code);
    }

    public static Asker InPrivate(long user, string name = "Ольга") => new(user, name, "uk", user, null, true, null);

    public static Asker InGroup(long? user, long chat, int? thread = null) => new(user, user is null ? null : "Ольга", "uk", chat, thread, false, "Група");

    /// <summary>All that a person would see of a message.</summary>
    public static string Visible(OutboxMessage message)
    {
        var text = message.Content switch
        {
            TextContent content => content.Html,
            PhotoContent content => content.CaptionHtml,
            DocumentContent content => content.FileName + " " + content.CaptionHtml,
            EditTextContent content => content.Html,
            EditPhotoContent content => content.CaptionHtml,
            _ => throw new InvalidOperationException("A kind of message this test does not know."),
        };
        return text + " " + string.Join(' ', message.Content.Buttons.SelectMany(row => row).Select(button => button.Text));
    }

    public static string Html(Words words, Language language = Language.Uk) => new TelegramHtml().Text(words.In(language)).ToString();

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync(CancellationToken.None);
        await Host.DisposeAsync();
        await Telegram.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
