using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Settings;

namespace SmmKpiBot.Bot.Access;

/// <summary>Registers who may see and change what.</summary>
internal static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton(provider => Owners.From(provider.GetRequiredService<IOptions<AgencyOptions>>().Value));
        services.AddSingleton<ChatStore>();
        services.AddSingleton<ChatBindings>();
        services.AddSingleton<HiddenMessages>();
        services.AddSingleton<ChatRemoval>();
        services.AddSingleton<UserStore>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<FormerOwners>();
        services.AddSingleton<AccessGate>();
        services.AddSingleton<ScopedClients>();
        services.AddSingleton<UnboundGroups>();
        services.AddSingleton<IChatWatcher, BindingFollower>();
        return services;
    }
}
