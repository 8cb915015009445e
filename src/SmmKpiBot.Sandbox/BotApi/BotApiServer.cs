using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SmmKpiBot.Sandbox.BotApi.Methods;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.BotApi.Updates;
using SmmKpiBot.Sandbox.Running;

namespace SmmKpiBot.Sandbox.BotApi;

/// <summary>
/// A Bot API server on loopback that an unmodified client library accepts. It checks what the real one checks, keeps chats and messages,
/// logs every call, and fails on demand.
/// </summary>
internal sealed class BotApiServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly WebhookPusher _webhooks;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _pushing;

    private BotApiServer(BotApiOptions options, WebApplication web)
    {
        Options = options;
        _web = web;
        var bot = new TelegramUser(options.BotId, options.BotName) { Username = options.BotUsername, IsBot = true };
        World = new World(bot, options.Clock, options.FirstId);
        Updates = new UpdateQueue(options.MaxPollTimeout, options.FirstId);
        _webhooks = new WebhookPusher(Updates, options);
        var callbacks = new CallbackMethods(World);
        People = new People(World, Updates, callbacks, options);
        var connections = new BusinessConnections();
        Business = new BusinessPeople(World, Updates, connections);
        Channels = new ChannelPeople(World, Updates, People);
        web.Run(new BotApiEndpoint(this, Table(callbacks, connections)).HandleAsync);
        _pushing = _webhooks.RunAsync(_stopping.Token);
    }

    public BotApiOptions Options { get; }

    /// <summary>What <c>Telegram:ApiBaseUrl</c> is to be.</summary>
    public string BaseUrl { get; private set; } = "";

    public string Token => Options.Token;

    public World World { get; }

    public People People { get; }

    public BusinessPeople Business { get; }

    public ChannelPeople Channels { get; }

    public UpdateQueue Updates { get; }

    public CallLog Calls { get; } = new();

    public Faults Faults { get; } = new();

    public CommandMethods Commands { get; } = new();

    public static async Task<BotApiServer> StartAsync(BotApiOptions options, CancellationToken cancellationToken = default)
    {
        var builder = LoopbackWeb.NewBuilder(options.Port, limits =>
        {
            limits.MaxRequestBodySize = ApiArgumentsReader.MaxBodyBytes;
            limits.MinRequestBodyDataRate = null;
        });
        var server = new BotApiServer(options, builder.Build());
        await server._web.StartAsync(cancellationToken);
        var addresses = server._web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        server.BaseUrl = addresses!.Addresses.First();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Updates.Interrupt("terminated by the end of the server");
        await _web.StopAsync(CancellationToken.None);
        await _web.DisposeAsync();
        await _pushing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _webhooks.Dispose();
        _stopping.Dispose();
    }

    private MethodTable Table(CallbackMethods callbacks, BusinessConnections connections)
    {
        var table = new MethodTable();
        var chats = new ChatFinder(World, connections);
        var media = new MediaReader(World);
        new UpdateMethods(World, Updates, _webhooks, Options).AddTo(table);
        new SendMethods(World, chats, media, Options.StrictRates ? new StrictRates(Options.Clock) : null).AddTo(table);
        new EditMethods(World, chats, media).AddTo(table);
        new ChatMethods(World, chats).AddTo(table);
        new FileMethods(World).AddTo(table);
        callbacks.AddTo(table);
        Business.AddTo(table);
        Commands.AddTo(table);
        return table;
    }
}
