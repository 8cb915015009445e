using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmmKpiBot.Bot;

namespace SmmKpiBot.IntegrationTests.Canary;

/// <summary>
/// Adds the watch to the logs of every bot host that is built in this process, at Trace. The stand-in Telegram is a host too, but no bot's:
/// it stands at the other end of the wire and may know the token.
/// </summary>
internal sealed class CanaryHosts : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly CanaryWatch _watch;
    private readonly IDisposable _listening;

    public CanaryHosts(CanaryWatch watch)
    {
        _watch = watch;
        _listening = DiagnosticListener.AllListeners.Subscribe(this);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
            value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: "HostBuilding", Value: IHostBuilder builder })
            builder.ConfigureServices(Add);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _listening.Dispose();

    private void Add(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(StartUp)))
            services.AddLogging(logging => logging.AddProvider(_watch.Logs).AddFilter<CanaryLogs>(null, LogLevel.Trace));
    }
}
