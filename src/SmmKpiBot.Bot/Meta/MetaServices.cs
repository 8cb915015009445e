namespace SmmKpiBot.Bot.Meta;

/// <summary>Registers the webhook of Facebook and Instagram, for the bot alone.</summary>
internal static class MetaServices
{
    public static IServiceCollection AddMetaWebhook(this IServiceCollection services)
    {
        services.AddSingleton<MetaPlaces>();
        services.AddSingleton<MetaWebhook>();
        return services;
    }
}
