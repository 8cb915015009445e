using Microsoft.Extensions.DependencyInjection.Extensions;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Waits;

/// <summary>Registers who waits: the table that every delivery keeps, and what is shown of it.</summary>
internal static class WaitServices
{
    /// <summary>What every way of messages into the store needs, verbs included.</summary>
    public static IServiceCollection AddWaits(this IServiceCollection services)
    {
        services.AddOptions<WaitsOptions>().BindStrictly(WaitsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<ButtonStore>();
        services.AddSingleton<WaitWakes>();
        services.AddSingleton<OpenWaits>();
        services.AddSingleton<IConversationFollower>(provider => provider.GetRequiredService<OpenWaits>());
        services.AddSingleton<WaitsCatchUp>();
        services.AddSingleton<WaitingList>();
        services.AddSingleton<WaitingDesk>();
        return services;
    }
}
