namespace SmmKpiBot.Bot.Access;

/// <summary>Registers who may see and change what.</summary>
internal static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton(provider => Owners.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<ChatStore>();
        services.AddSingleton<UserStore>();
        services.AddSingleton<Invitations>();
        return services;
    }
}
