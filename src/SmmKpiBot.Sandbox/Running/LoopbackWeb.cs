using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace SmmKpiBot.Sandbox.Running;

/// <summary>
/// The bare web host that stand-ins and the page are built on: no settings, no logs, no signals of its own. A usual one watches the working folder for new
/// settings, so that each write of a database below it wakes somebody.
/// </summary>
internal static class LoopbackWeb
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    /// <param name="listen">Where it listens.</param>
    public static WebApplicationBuilder NewBuilder(Action<KestrelServerOptions> listen)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(listen);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, PassiveLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        return builder;
    }
}
