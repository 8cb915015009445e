using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.Telegram;

/// <summary>
/// Channels and groups of Telegram. Only the number of members can be asked for; posts, reactions and joins come to the bot as updates and are kept by it.
/// </summary>
internal sealed class TelegramNetwork : INetwork
{
    public const string NetworkKey = "telegram";

    public string Key => NetworkKey;

    public string Section => "Telegram";

    public void Register(IServiceCollection services)
    {
        services.AddOptions<TelegramPlacesOptions>().BindConfiguration(TelegramPlacesOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<BotAccess>();
        services.AddSingleton<TelegramPlacesClient>();
        services.AddSingleton<ISource, TelegramSource>();
        services.AddSourceHttp(NetworkKey, provider => new SourceHosts(provider.GetRequiredService<BotAccess>().Server));
    }
}
