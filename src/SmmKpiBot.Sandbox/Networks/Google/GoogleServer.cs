using System.Net;
using SmmKpiBot.Sandbox.Networks.Ga4;
using SmmKpiBot.Sandbox.Networks.GoogleOAuth;
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
    }

    public GoogleAccounts Accounts { get; }

    public Ga4Endpoint Ga4 { get; }

    public GoogleFaults Faults { get; } = new();

    public string BaseUrl => _web.Urls.First();

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
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<IHostLifetime, PassiveLifetime>();
        var server = new GoogleServer(clock, builder.Build());
        server._web.Use(server.GuardAsync);
        GoogleOAuthEndpoint.Map(server._web, server.Accounts);
        server.Ga4.Map(server._web);
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
        try
        {
            await next(context);
        }
        catch (GoogleErrorException exception)
        {
            await GoogleErrors.Answer(exception.Code, exception.Body).ExecuteAsync(context);
        }
    }
}
