using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using Telegram.Bot;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>Registers the outbox and its sender.</summary>
internal static class DeliveryServices
{
    private const string HttpName = "telegram-send";

    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddOptions<DeliveryOptions>().BindStrictly(DeliveryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<TelegramOptions>().BindStrictly(TelegramOptions.Section);
        services.AddTelegramHttp(HttpName, provider => provider.GetRequiredService<IOptions<DeliveryOptions>>().Value.Timeout);
        services.AddSingleton<Outbox>();
        services.AddSingleton<OutboxStore>();
        services.AddSingleton<OutboxRetention>();
        services.AddSingleton<Asides>();
        services.AddSingleton<ChatLife>();
        services.AddOptions<SecurityOptions>().BindStrictly(SecurityOptions.Section);
        services.TryAddSingleton<Credentials>();
        services.AddSingleton<CustomerChats>();
        services.AddSingleton<UnsentMessages>();
        services.AddSingleton<DeliveryHealth>();
        services.AddSingleton<DeliveryMetrics>();
        services.AddSingleton<ServerGate>();
        services.AddSingleton(provider => new TelegramApi(new TelegramBotClient(
            provider.GetRequiredService<IOptions<TelegramOptions>>().Value.ClientOptions(),
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpName))));
        services.AddSingleton<Wire>();
        services.AddSingleton(provider => new Pacing(provider.GetRequiredService<IOptions<DeliveryOptions>>().Value, provider.GetRequiredService<Database>().Dialect));
        services.AddSingleton(provider => new AttemptJournal(provider.GetRequiredService<IOptions<DeliveryOptions>>().Value, provider.GetRequiredService<Pacing>(), provider.GetRequiredService<ChatLife>(), provider.GetRequiredService<UnsentMessages>()));
        services.AddSingleton(provider => new ClaimJournal(provider.GetRequiredService<Pacing>(), provider.GetRequiredService<CustomerChats>(), provider.GetRequiredService<UnsentMessages>(), provider.GetRequiredService<Wire>().Owner));
        services.AddSingleton(provider => new Recovery(provider.GetRequiredService<AttemptJournal>(), provider.GetRequiredService<Database>().Dialect, provider.GetRequiredService<Wire>().Owner));
        services.AddSingleton<DeliveryRound>();
        services.AddSingleton<ReplyLine>();
        services.AddSingleton<Sender>();
        services.AddHostedService(provider => provider.GetRequiredService<Sender>());
        return services;
    }
}
