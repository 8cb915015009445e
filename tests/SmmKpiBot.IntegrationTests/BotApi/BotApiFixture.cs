using SmmKpiBot.IntegrationTests.Canary;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using Telegram.Bot;
using Xunit;

namespace SmmKpiBot.IntegrationTests.BotApi;

/// <summary>A stand-in Telegram with a person, a group and a forum, and the real client pointed at it.</summary>
internal sealed class BotApiFixture : IAsyncDisposable
{
    private readonly HttpClient _http = Untraced.NewClient();

    private BotApiFixture(BotApiServer server)
    {
        Server = server;
        Olena = server.World.AddUser(501, "Олена", "olena", "uk");
        Private = server.World.AddPrivateChat(Olena);
        Group = server.World.AddGroup(-701, "Команда", ChatKind.Group, false, Olena);
        Forum = server.World.AddGroup(-1001, "Зерно", ChatKind.Supergroup, true, Olena);
        Client = new TelegramBotClient(new TelegramBotClientOptions(server.Token, server.BaseUrl) { RetryCount = 1 }, _http);
    }

    public BotApiServer Server { get; }

    public TelegramUser Olena { get; }

    public TelegramChat Private { get; }

    public TelegramChat Group { get; }

    public TelegramChat Forum { get; }

    public TelegramBotClient Client { get; }

    /// <summary>A PNG header of the given size: enough for a server that reads only width and height.</summary>
    public static byte[] Png(int width = 1080, int height = 1350) =>
    [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R',
        (byte)(width >> 24), (byte)(width >> 16), (byte)(width >> 8), (byte)width,
        (byte)(height >> 24), (byte)(height >> 16), (byte)(height >> 8), (byte)height, 8, 6, 0, 0, 0,
    ];

    public static async Task<BotApiFixture> StartAsync(BotApiOptions? options = null) =>
        new(await BotApiServer.StartAsync(options ?? new BotApiOptions(), TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }
}
