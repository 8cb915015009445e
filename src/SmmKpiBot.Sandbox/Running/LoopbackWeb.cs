using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace SmmKpiBot.Sandbox.Running;

/// <summary>
/// The bare web host that stand-ins and the page are built on: no settings, no logs, no signals of its own. A usual one watches the working folder for new
/// settings, so that each write of a database below it wakes somebody.
/// </summary>
internal static class LoopbackWeb
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    /// <param name="port">On loopback; 0: any that is free.</param>
    /// <param name="limit">Where the usual limits do not fit.</param>
    public static WebApplicationBuilder NewBuilder(int port = 0, Action<KestrelServerLimits>? limit = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            limit?.Invoke(kestrel.Limits);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, PassiveLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        return builder;
    }
}
