using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.Chatwoot;

/// <summary>Registers the reading of Chatwoot. Whoever builds the host binds <see cref="ChatwootOptions"/>.</summary>
public static class ChatwootRegistration
{
    /// <summary>All conversations of a day come in one.</summary>
    private const long LargestAnswer = 64 * 1024 * 1024;

    public static IServiceCollection AddChatwootSource(this IServiceCollection services)
    {
        services.AddSingleton<ChatwootClient>();
        services.AddSingleton<ChatwootReading>();
        services.AddSourceHttp(ChatwootClient.HttpClientName, provider => provider.GetRequiredService<IOptions<ChatwootOptions>>().Value.Servers, LargestAnswer);
        return services;
    }
}
