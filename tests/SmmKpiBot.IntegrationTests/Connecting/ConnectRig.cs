using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using SmmKpiBot.Bot.Connecting;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.Clock;
using SmmKpiBot.Sandbox.Networks.Ga4;
using SmmKpiBot.Sandbox.Networks.Google;
using SmmKpiBot.Sandbox.Networks.GoogleOAuth;
using SmmKpiBot.Sandbox.Networks.Graph;
using SmmKpiBot.Sandbox.Networks.Model;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Connecting;

/// <summary>The running bot with a stand-in Telegram and stand-in networks, and its owner, who connects accounts of Acme.</summary>
internal sealed class ConnectRig : IAsyncDisposable
{
    public const string PublicUrl = "https://bot.example.com";

    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    private readonly bool _isUkrainian;

    private ConnectRig(BotUnderTest bot, GoogleServer google, GraphServer graph, Client acme, TelegramUser owner, TelegramChat chat)
    {
        _isUkrainian = owner.LanguageCode == "uk";
        Bot = bot;
        Google = google;
        Graph = graph;
        Acme = acme;
        Owner = owner;
        Chat = chat;
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public BotUnderTest Bot { get; }

    public GoogleServer Google { get; }

    public GraphServer Graph { get; }

    public Client Acme { get; }

    public TelegramUser Owner { get; }

    public TelegramChat Chat { get; }

    public BotApiServer Telegram => Bot.Telegram;

    /// <summary>Over a database of either engine.</summary>
    public static async Task<ConnectRig> StartAsync(Dialect dialect, PostgresServer server) => dialect == Dialect.Postgres
        ? await StartAsync("uk", "--Database:Provider", "postgres", "--Database:ConnectionString", await server.CreateDatabaseAsync())
        : await StartAsync();

    public static async Task<ConnectRig> StartAsync(string language = "uk", params string[] settings)
    {
        // A key of a service account signs the time: all have one clock.
        var clock = new MovableTimeProvider(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
        var google = await GoogleServer.StartAsync(clock, Stop);
        var graph = await GraphServer.StartAsync(clock, new BrandModel("brand one", new DateOnly(2026, 8, 1)), Stop);
        var bot = await BotUnderTest.CreateAsync(
            clock,
            new BotApiOptions(),
            [
                "--Web:PublicUrl", PublicUrl,
                "--Networks:GoogleAnalytics:ApiBaseUrl", google.BaseUrl, "--Networks:GoogleAnalytics:AdminApiBaseUrl", google.BaseUrl,
                "--Networks:GoogleAnalytics:TokenUrl", google.BaseUrl + GoogleOAuthEndpoint.TokenPath, "--Networks:GoogleAnalytics:AuthorizeUrl", google.BaseUrl + GoogleOAuthEndpoint.AuthorizePath,
                "--Networks:GoogleAnalytics:ClientId", GoogleAccounts.ClientId, "--Networks:GoogleAnalytics:ClientSecret", GoogleAccounts.ClientSecret,
                "--Networks:Facebook:ApiBaseUrl", graph.BaseUrl, "--Networks:Facebook:ConsentUrl", graph.ConsentUrl, "--Networks:Facebook:AppId", GraphBrand.AppId, "--Networks:Facebook:AppSecret", GraphBrand.AppSecret,
                "--Networks:MetaAds:ApiBaseUrl", graph.BaseUrl, "--Networks:MetaAds:AppId", GraphBrand.AppId, "--Networks:MetaAds:AppSecret", GraphBrand.AppSecret,
                .. settings,
            ]);
        await bot.Host.StartAsync(Stop);
        var owner = bot.Telegram.World.AddUser(BotUnderTest.OwnerId, "Власниця", null, language);
        return new(bot, google, graph, await bot.AddClientAsync("acme", "Acme"), owner, bot.Telegram.World.AddPrivateChat(owner));
    }

    public void AddProperty(string id, string name, string viewer)
    {
        var property = new Ga4Property(id, name, new SiteModel("site", new DateOnly(2026, 8, 1)));
        property.Viewers.Add(viewer);
        Google.Ga4.Properties[id] = property;
    }

    public TelegramMessage Write(string text) => Telegram.People.Write(Chat, Owner, text);

    public void Press(TelegramMessage message, string button) => Telegram.People.Press(message, Owner, message.Button(button));

    public Task<TelegramMessage> SaidAsync(string part) => Telegram.MessageAsync(Chat, message => message.Text?.Contains(part, StringComparison.Ordinal) == true);

    /// <summary>The owner's words.</summary>
    public string Say(string uk, string en) => _isUkrainian ? uk : en;

    /// <summary>From the command to the ways of a network.</summary>
    public Task<TelegramMessage> WaysAsync(string network, string client = "Acme") => WaysAsync(network, client, Say("як дати доступ", "how to give access"));

    /// <summary>From the command to what is asked next of a network.</summary>
    public async Task<TelegramMessage> WaysAsync(string network, string client, string title)
    {
        var asked = Write("/connect " + client);
        var desk = await Telegram.MessageAsync(Chat, message => message.Id > asked.Id && message.Text?.Contains(client, StringComparison.Ordinal) == true);
        Press(desk, "+ " + network);
        return await Telegram.MessageAsync(Chat, message => message.Id == desk.Id && message.Text?.Contains(title, StringComparison.Ordinal) == true);
    }

    /// <summary>From the command to the question for a token.</summary>
    public async Task AskSecretAsync(string network, string client = "Acme")
    {
        var ways = await WaysAsync(network, client);
        Press(ways, Say("Надіслати токен", "Send a token"));
        await Telegram.MessageAsync(Chat, message => message.Id > ways.Id && message.Text?.Contains(Say("Надішліть токен", "Send the token"), StringComparison.Ordinal) == true);
    }

    /// <summary>From the command to the message that the token's only place is connected.</summary>
    public async Task<TelegramMessage> ConnectAsync(string network, string client = "Acme")
    {
        await AskSecretAsync(network, client);
        Write(GraphBrand.SystemToken);
        return await SaidAsync(Say("Під’єднано: ", "Connected: ") + network);
    }

    /// <summary>The link to the page of consent, as it stands on the button.</summary>
    public async Task<Uri> LinkAsync(string network = "GA4")
    {
        Press(await WaysAsync(network), "У браузері");
        var message = await SaidAsync("Відкрийте сторінку згоди");
        return new Uri(message.Keyboard!["inline_keyboard"]![0]![0]!["url"]!.GetValue<string>());
    }

    /// <summary>Another link to a page of consent, without the chat.</summary>
    public Task<Uri> OpenAsync(string network) => Bot.Get<ConsentDoor>().OpenAsync(
        new AccessRequest { ClientId = Acme.Id, Network = network, UserId = Owner.Id, ChatId = Chat.Id, Language = Reporting.Texts.Language.Uk }, Stop);

    /// <summary>Opens the page of consent; gives what the browser is sent to the bot with.</summary>
    public async Task<string> ConsentAsync(Uri link)
    {
        using var answer = await _browser.GetAsync(link, Stop);
        var back = answer.Headers.Location ?? throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal(PublicUrl + "/connect/callback", back.GetLeftPart(UriPartial.Path));
        return back.Query;
    }

    /// <summary>The browser comes back to the bot.</summary>
    public async Task<(HttpStatusCode Status, string Page)> ReturnAsync(string query, string? host = "bot.example.com", string language = "uk-UA,uk;q=0.9")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Bot.Host.Urls.First() + "/connect/callback" + query);
        request.Headers.Host = host;
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await _browser.SendAsync(request, Stop);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)));
    }

    public Task<long> CountAsync(string sql) => ScalarAsync<long>(sql);

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = await Bot.Get<Data.Database.Database>().OpenAsync(Stop);
        return await connection.ExecuteScalarAsync<T>(sql);
    }

    public Task WriteAsync(string sql) => Bot.Get<Data.Database.Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), Stop);

    /// <summary>Everything that tables of passing things hold, in the clear.</summary>
    public async Task<string> PassingRowsAsync()
    {
        await using var connection = await Bot.Get<Data.Database.Database>().OpenAsync(Stop);
        var rows = new List<string>();
        foreach (var table in (string[])["outbox", "update_inbox", "button", "awaited_text", "access_request", "account_connection", "credential"])
            rows.AddRange((await connection.QueryAsync($"select * from {table}")).Select(row => new JsonArray([.. ((IDictionary<string, object?>)row).Values.Select(value => (JsonNode?)value?.ToString())]).ToJsonString()));
        return string.Join('\n', rows);
    }

    /// <summary>What monitoring reads.</summary>
    public Task<string> MetricsAsync() => _browser.GetStringAsync(Bot.Host.Urls.First() + "/metrics", Stop);

    /// <summary>A copy of the database, as the verb makes it.</summary>
    public async Task<byte[]> BackupAsync()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("smmkpibot-backup-").FullName, "copy.db");
        await Bot.Get<DatabaseBackup>().BackupAsync(file, Stop);
        var bytes = await File.ReadAllBytesAsync(file, Stop);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        return bytes;
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await Bot.DisposeAsync();
        await Google.DisposeAsync();
        await Graph.DisposeAsync();
    }
}
