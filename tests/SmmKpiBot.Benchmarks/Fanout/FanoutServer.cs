using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Sandbox.Running;

namespace SmmKpiBot.Benchmarks.Fanout;

/// <summary>Who is told: a quick stand-in of Telegram for the bot and a webhook for the peer, at the same server with the same work for each message.</summary>
internal sealed class FanoutServer : IAsyncDisposable
{
    public const string Recovery = "✅";

    private static readonly byte[] Sent = """{"ok":true,"result":{"message_id":1,"date":1700000000,"chat":{"id":1,"type":"private"}}}"""u8.ToArray();
    private static readonly byte[] Bot = """{"ok":true,"result":{"id":123456,"is_bot":true,"first_name":"bot","username":"fanout_bot","can_join_groups":true,"can_read_all_group_messages":true}}"""u8.ToArray();
    private static readonly byte[] Done = """{"ok":true,"result":true}"""u8.ToArray();
    private static readonly byte[] Nothing = """{"ok":true,"result":[]}"""u8.ToArray();

    private readonly WebApplication _web;
    private readonly CancellationTokenSource _end = new();
    private volatile ConcurrentDictionary<long, ConcurrentQueue<bool>> _told = new();
    private TaskCompletionSource _enough = new();
    private int _left;

    private FanoutServer(WebApplication web) => _web = web;

    public string BaseUrl { get; private set; } = "";

    public Uri Webhook => new(BaseUrl + "/hook");

    /// <summary>By chat, in order: true where it was told of the end, false where of the firing.</summary>
    public IReadOnlyDictionary<long, ConcurrentQueue<bool>> Told => _told;

    public static async Task<FanoutServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = LoopbackWeb.NewBuilder();
        var server = new FanoutServer(builder.Build());
        server._web.Run(server.HandleAsync);
        await server._web.StartAsync(cancellationToken);
        server.BaseUrl = server._web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return server;
    }

    public void Forget() => _told = new();

    /// <summary>Completes when so many messages more have come.</summary>
    public Task Expect(int messages)
    {
        _enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _left, messages);
        return _enough.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _web.StopAsync(CancellationToken.None);
        await _web.DisposeAsync();
        _end.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var path = context.Request.Path.Value ?? "";
        var answer = path[(path.LastIndexOf('/') + 1)..] switch
        {
            "hook" => Hook(body),
            "sendMessage" => Message(body),
            "editMessageText" => Sent,
            "getMe" => Bot,
            "getUpdates" => await NoUpdatesAsync(context),
            _ => Done,
        };
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer, context.RequestAborted);
    }

    private byte[] Message(MemoryStream body)
    {
        using var json = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
        Note(json.RootElement.GetProperty("chat_id").GetInt64(), json.RootElement.GetProperty("text").GetString()!.Contains(Recovery, StringComparison.Ordinal));
        return Sent;
    }

    private byte[] Hook(MemoryStream body)
    {
        using var json = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
        var chat = json.RootElement.GetProperty("commonLabels").GetProperty("chat").GetString()!;
        Note(long.Parse(chat, CultureInfo.InvariantCulture), json.RootElement.GetProperty("status").GetString() == "resolved");
        return Done;
    }

    private void Note(long chat, bool isRecovery)
    {
        _told.GetOrAdd(chat, _ => new()).Enqueue(isRecovery);
        if (Interlocked.Decrement(ref _left) == 0)
            _enough.TrySetResult();
    }

    /// <summary>Nobody writes: a long poll ends with its client, or after its time.</summary>
    private async Task<byte[]> NoUpdatesAsync(HttpContext context)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _end.Token);
        await Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return Nothing;
    }
}
