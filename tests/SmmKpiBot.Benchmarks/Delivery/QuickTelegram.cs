using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Sandbox.Running;

namespace SmmKpiBot.Benchmarks.Delivery;

/// <summary>The quickest stand-in: every call is answered at once with the same message; notes what came only when asked to.</summary>
internal sealed class QuickTelegram : IAsyncDisposable
{
    private static readonly byte[] Answer = """{"ok":true,"result":{"message_id":1,"date":1700000000,"chat":{"id":1,"type":"private"}}}"""u8.ToArray();

    private readonly WebApplication _web;
    private TaskCompletionSource _allCame = new();
    private int _left;

    private QuickTelegram(WebApplication web) => _web = web;

    public string BaseUrl { get; private set; } = "";

    /// <summary>Texts by chat, in the order they came; null: nothing is noted.</summary>
    public ConcurrentDictionary<long, ConcurrentQueue<string>>? Came { get; set; }

    public static async Task<QuickTelegram> StartAsync(CancellationToken cancellationToken)
    {
        var builder = LoopbackWeb.NewBuilder();
        var server = new QuickTelegram(builder.Build());
        server._web.Run(server.HandleAsync);
        await server._web.StartAsync(cancellationToken);
        server.BaseUrl = server._web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return server;
    }

    /// <summary>Completes when so many calls more have come.</summary>
    public Task Expect(int calls)
    {
        _allCame = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _left, calls);
        return _allCame.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(CancellationToken.None);
        await _web.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (Came is { } came)
            Note(came, body.ToArray());
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Answer.Length;
        await context.Response.Body.WriteAsync(Answer, context.RequestAborted);
        if (Interlocked.Decrement(ref _left) == 0)
            _allCame.TrySetResult();
    }

    private static void Note(ConcurrentDictionary<long, ConcurrentQueue<string>> came, byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        came.GetOrAdd(json.RootElement.GetProperty("chat_id").GetInt64(), _ => new()).Enqueue(json.RootElement.GetProperty("text").GetString() ?? "");
    }
}
