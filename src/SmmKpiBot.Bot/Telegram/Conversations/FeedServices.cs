using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Channels;
using SmmKpiBot.Bot.Telegram.Channels.Links;
using SmmKpiBot.Bot.Telegram.Questions;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>Registers what hears customers and channels in Telegram.</summary>
internal static class FeedServices
{
    public static IServiceCollection AddFeeds(this IServiceCollection services)
    {
        services.AddSingleton<ThreadStore>();
        services.AddSingleton<FeedDesk>();
        services.AddSingleton<GroupAdmins>();
        services.AddSingleton<Voices>();
        services.AddSingleton<FeedCheck>();
        services.AddSingleton<FeedWatch>();
        services.AddSingleton<FeedReport>();
        services.AddSingleton<BusinessListener>();
        services.AddSingleton<GroupListener>();
        services.AddSingleton<ChannelStore>();
        services.AddSingleton<ChannelConnecting>();
        services.AddSingleton<ChannelListener>();
        services.AddSingleton<LinkStore>();
        services.AddSingleton<LinksDesk>();
        services.AddSingleton<IAwaitedText, LinkCostTyped>();
        services.AddSingleton<ChannelTeller>();
        services.AddHostedService(provider => provider.GetRequiredService<ChannelTeller>());
        services.AddSingleton<Listener>();
        services.AddSingleton<IChatWatcher, FeedFollower>();
        return services;
    }
}
