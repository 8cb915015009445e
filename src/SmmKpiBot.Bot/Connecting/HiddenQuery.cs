using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>What a browser brought back from a page of consent, taken from the address before anybody could write that down.</summary>
internal sealed record HiddenQuery(string Text)
{
    /// <summary>Of this request, hidden or not.</summary>
    public static string Of(HttpContext context) => context.Features.Get<HiddenQuery>()?.Text ?? context.Request.QueryString.Value ?? "";

    /// <summary>Nothing of it.</summary>
    public override string ToString() => "";

    /// <summary>Puts itself between the server and everything else of the host, logs of requests included, which write addresses with their queries.</summary>
    public static void Add(IServiceCollection services)
    {
        var server = services.Last(service => service.ServiceType == typeof(IServer));
        services.Remove(server);
        services.AddSingleton<IServer>(provider => new Server((IServer)(server.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, server.ImplementationType!))));
    }

    private sealed class Server(IServer inner) : IServer
    {
        public IFeatureCollection Features => inner.Features;

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => inner.StartAsync(new Application<TContext>(application), cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => inner.StopAsync(cancellationToken);

        public void Dispose() => inner.Dispose();
    }

    private sealed class Application<TContext>(IHttpApplication<TContext> inner) : IHttpApplication<TContext>
        where TContext : notnull
    {
        public TContext CreateContext(IFeatureCollection contextFeatures)
        {
            if (contextFeatures.Get<IHttpRequestFeature>() is { QueryString.Length: > 0 } request && request.Path.Equals(ConsentEndpoint.Path, StringComparison.OrdinalIgnoreCase))
            {
                contextFeatures.Set(new HiddenQuery(request.QueryString));
                request.QueryString = "";
                request.RawTarget = ConsentEndpoint.Path;
            }

            return inner.CreateContext(contextFeatures);
        }

        public Task ProcessRequestAsync(TContext context) => inner.ProcessRequestAsync(context);

        public void DisposeContext(TContext context, Exception? exception) => inner.DisposeContext(context, exception);
    }
}
