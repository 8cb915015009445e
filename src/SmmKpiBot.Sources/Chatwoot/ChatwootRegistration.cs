using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.Chatwoot;

/// <summary>Registers the reading of Chatwoot. Whoever builds the host binds <see cref="ChatwootOptions"/>.</summary>
public static class ChatwootRegistration
{
    private const long LargestAnswer = 64 * 1024 * 1024;

    public static IServiceCollection AddChatwootSource(this IServiceCollection services)
    {
        services.AddSingleton<ChatwootClient>();
        services.AddSingleton<ChatwootReading>();

        // Its loggers would write the address of every conversation; the token is in a header, and stays there.
        services.AddHttpClient(ChatwootClient.HttpClientName)
            .RemoveAllLoggers()
            .ConfigureHttpClient(client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = LargestAnswer;
            })
            .ConfigurePrimaryHttpMessageHandler(provider => GuardedHandler.Create(() => provider.GetRequiredService<IOptions<ChatwootOptions>>().Value.IsLoopback))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .AddSourceResilience();
        return services;
    }
}
