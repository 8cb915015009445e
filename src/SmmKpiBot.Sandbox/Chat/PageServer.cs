using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.Running;

namespace SmmKpiBot.Sandbox.Chat;

/// <summary>Serves the page on loopback.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private const int MaxFileBytes = 50 * 1024 * 1024;

    /// <summary>Browsers give up what is not answered for minutes; the page sees by itself how a long move goes on.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(1);

    private readonly WebApplication _web;
    private readonly PageClock _clock;
    private readonly CancellationTokenSource _stopping = new();

    private PageServer(WebApplication web, PageClock clock)
    {
        _web = web;
        _clock = clock;
    }

    public string Address => _web.Urls.First();

    /// <exception cref="PageException">The port is taken; the message says what to do.</exception>
    public static async Task<PageServer> StartAsync(Uri address, PageParts parts, CancellationToken cancellationToken)
    {
        var builder = LoopbackWeb.NewBuilder(address.Port, limits => limits.MaxRequestBodySize = MaxFileBytes);
        var server = new PageServer(builder.Build(), parts.Clock);
        server.Map(parts);
        try
        {
            await server._web.StartAsync(cancellationToken);
        }
        catch (IOException error) when (error.InnerException is SocketException or AddressInUseException)
        {
            await server.DisposeAsync();
            throw PortTaken(address.Port);
        }

        return server;
    }

    public static PageException PortTaken(int port) =>
        new($"Port {port} is taken by another program. Stop that one, or choose another port: --urls http://127.0.0.1:{port + 1}");

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _clock.DisposeAsync();
        await _web.StopAsync(CancellationToken.None);
        await _web.DisposeAsync();
        _stopping.Dispose();
    }

    private void Map(PageParts parts)
    {
        var (telegram, state, actions, clock, events, faults, networks) = parts;
        _web.UsePageGuard();
        _web.Use(SayWhyAsync);
        _web.MapAssets();
        _web.MapGet("/api/events", (HttpContext context) => events.StreamAsync(context, _stopping.Token));
        _web.MapGet("/api/state", (CancellationToken cancellationToken) => JsonAsync(state.StateAsync(cancellationToken)));
        _web.MapGet("/api/messages", (long chat, int? thread) => Json(state.Messages(chat, thread).ToJsonString()));
        _web.MapGet("/api/menu", (long chat, long user) => Json(Menu(telegram, chat, user)));
        _web.MapGet("/api/files/{id}", (string id) => FileOf(telegram, id));
        _web.MapPost("/api/write", (WriteRequest request) => Done(() => actions.Write(request)));
        _web.MapPost("/api/press", (PressRequest request, CancellationToken cancellationToken) => actions.PressAsync(request, cancellationToken));
        _web.MapPost("/api/send-file", (HttpRequest request, CancellationToken cancellationToken) => SendFileAsync(request, actions, cancellationToken));
        _web.MapPost("/api/clock", async (MoveRequest request, CancellationToken cancellationToken) =>
        {
            var moving = clock.MoveAsync(request, cancellationToken);
            await (await Task.WhenAny(moving, Task.Delay(LongestAnswer, TimeProvider.System, cancellationToken)));
            return Json("{}");
        });
        _web.MapPost("/api/clock/stop", () => Done(clock.Stop));
        _web.MapPost("/api/faults", (FaultRequest request) => Done(() =>
        {
            _ = faults.Switch(request.Name, request.On) ? true : throw new PageException("There is no such switch.");
            events.Tell();
        }));
        _web.MapGet("/api/networks", async (CancellationToken cancellationToken) => Json(networks is null ? "[]" : (await networks.ToJsonAsync(cancellationToken)).ToJsonString()));
        if (networks is null)
        {
            return;
        }

        _web.MapPost("/api/networks/break", (BreakRequest request) => Done(() => networks.Break(request)));
        _web.MapPost("/api/networks/reconnect", async (ReconnectRequest request, CancellationToken cancellationToken) =>
        {
            await networks.ReconnectAsync(request, cancellationToken);
            return Json("{}");
        });
    }

    private static async Task SayWhyAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (PageException error)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error = error.Message }, context.RequestAborted);
        }
    }

    private static IResult Done(Action action)
    {
        action();
        return Json("{}");
    }

    private static IResult Json(string json) => Results.Text(json, "application/json");

    private static async Task<IResult> JsonAsync(Task<System.Text.Json.Nodes.JsonObject> json) => Json((await json).ToJsonString());

    private static string Menu(BotApiServer telegram, long chatId, long userId)
    {
        if (telegram.World.FindChat(chatId) is not { } chat)
        {
            // A customer's chat: the bot is no part of it.
            return "[]";
        }

        return telegram.Commands.MenuFor(chatId, userId, chat.Kind == ChatKind.Private, telegram.World.FindUser(userId)?.LanguageCode).ToJsonString();
    }

    /// <summary>Pictures are shown; anything else is only downloaded, so that a file cannot act as a part of the page.</summary>
    private static IResult FileOf(BotApiServer telegram, string id)
    {
        if (telegram.World.FindFile(id) is not { } file)
        {
            return Results.NotFound();
        }

        return file.Width > 0 ? Results.Bytes(file.Bytes, MimeTypes.Of(file.Name)) : Results.Bytes(file.Bytes, "application/octet-stream", file.Name);
    }

    private static async Task<IResult> SendFileAsync(HttpRequest request, PageActions actions, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        var file = form.Files.GetFile("file") ?? throw new PageException("Choose a file.");
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        var threadId = int.TryParse(form["threadId"], out var thread) ? thread : (int?)null;
        actions.SendFile(Number(form["chatId"]), threadId, Number(form["userId"]), file.FileName, bytes.ToArray(), form["caption"]);
        return Json("{}");
    }

    private static long Number(string? text) => long.TryParse(text, out var number) ? number : 0;
}
