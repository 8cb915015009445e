using System.Text.Json;
using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.Networks.Ga4;
using SmmKpiBot.Sandbox.Networks.GoogleOAuth;
using SmmKpiBot.Sandbox.Networks.YouTube;
using SmmKpiBot.Sandbox.Running;

namespace SmmKpiBot.Sandbox.Networks.Google;

/// <summary>Google on loopback, for everything of it that is called: token endpoint and consent, Analytics, YouTube. Each API has its paths; all share accounts and faults.</summary>
internal sealed class GoogleServer : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly List<string> _calls = [];
    private readonly Lock _lock = new();

    private GoogleServer(TimeProvider clock, WebApplication web)
    {
        _web = web;
        Accounts = new(clock);
        Ga4 = new(Accounts, clock);
        YouTube = new(Accounts, clock);
        YouTubeAnalytics = new(Accounts, YouTube, clock);
    }

    public GoogleAccounts Accounts { get; }

    public Ga4Endpoint Ga4 { get; }

    public YouTubeEndpoint YouTube { get; }

    public YouTubeAnalyticsEndpoint YouTubeAnalytics { get; }

    public GoogleFaults Faults { get; } = new();

    /// <summary>Changes an answer before it is sent: the path it was asked at, and the body.</summary>
    public Action<string, JsonObject>? Rewrites { get; set; }

    /// <summary>Every answer breaks off in the middle of its body.</summary>
    public bool BreaksOff { get; set; }

    /// <summary>Every call to an API is sent to another server.</summary>
    public Uri? RedirectsTo { get; set; }

    public string BaseUrl => _web.Urls.First();

    public int CallCount
    {
        get
        {
            lock (_lock)
            {
                return _calls.Count;
            }
        }
    }

    /// <summary>Paths that were called, in order.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    public static async Task<GoogleServer> StartAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var builder = LoopbackWeb.NewBuilder();
        var server = new GoogleServer(clock, builder.Build());
        server._web.Use(server.GuardAsync);
        GoogleOAuthEndpoint.Map(server._web, server.Accounts);
        server.Ga4.Map(server._web);
        server.YouTube.Map(server._web);
        server.YouTubeAnalytics.Map(server._web);
        await server._web.StartAsync(cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(new CancellationToken(canceled: true));
        await _web.DisposeAsync();
    }

    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        lock (_lock)
        {
            _calls.Add(context.Request.Path);
        }

        if (await Faults.AnsweredAsync(context))
            return;
        if (RedirectsTo is { } other && context.Request.Path != GoogleOAuthEndpoint.TokenPath)
        {
            context.Response.Redirect(new Uri(other, context.Request.Path + context.Request.QueryString).AbsoluteUri);
            return;
        }

        if (Rewrites is null && !BreaksOff)
            await AnswerAsync(context, next);
        else
            await AnswerOtherwiseAsync(context, next);
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (GoogleErrorException exception)
        {
            await GoogleErrors.Answer(exception.Code, exception.Body).ExecuteAsync(context);
        }
    }

    private async Task AnswerOtherwiseAsync(HttpContext context, RequestDelegate next)
    {
        var network = context.Response.Body;
        using var written = new MemoryStream();
        context.Response.Body = written;
        await AnswerAsync(context, next);
        context.Response.Body = network;
        var body = written.ToArray();
        if (Rewrites is { } rewrite && context.Response.StatusCode == StatusCodes.Status200OK && context.Request.Path != GoogleOAuthEndpoint.TokenPath)
        {
            var json = JsonNode.Parse(body)!.AsObject();
            rewrite(context.Request.Path, json);
            body = JsonSerializer.SerializeToUtf8Bytes(json);
        }

        context.Response.ContentLength = body.Length;
        await network.WriteAsync(body.AsMemory(0, BreaksOff ? body.Length / 2 : body.Length), context.RequestAborted);
        if (!BreaksOff)
            return;
        await network.FlushAsync(context.RequestAborted);
        context.Abort();
    }
}
