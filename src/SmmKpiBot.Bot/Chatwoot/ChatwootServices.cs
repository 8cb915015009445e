using Microsoft.Extensions.DependencyInjection.Extensions;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Sources.Chatwoot;

namespace SmmKpiBot.Bot.Chatwoot;

/// <summary>Registers Chatwoot; its reader is for the bot alone.</summary>
internal static class ChatwootServices
{
    public static IServiceCollection AddChatwoot(this IServiceCollection services)
    {
        services.AddOptions<ChatwootOptions>().BindStrictly(ChatwootOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddChatwootSource();
        services.TryAddSingleton<Credentials>();
        services.AddSingleton<ChatwootStore>();
        services.AddSingleton<IAccountHealth, ChatwootHealth>();
        services.AddSingleton<ChatwootDeliveries>();
        services.AddSingleton<ChatwootIntake>();
        services.AddSingleton<ChatwootConnection>();
        return services;
    }

    public static IServiceCollection AddChatwootReader(this IServiceCollection services)
    {
        services.AddSingleton<ChatwootWebhook>();
        services.AddSingleton<ChatwootRound>();
        services.AddHostedService<ChatwootReader>();
        return services;
    }
}
