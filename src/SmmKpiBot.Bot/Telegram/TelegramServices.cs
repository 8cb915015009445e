using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Conflicts;
using SmmKpiBot.Bot.Connecting;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Commands;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Bot.Telegram.Files;
using SmmKpiBot.Bot.Telegram.Invites;
using SmmKpiBot.Bot.Telegram.Kpis;
using SmmKpiBot.Bot.Telegram.Questions;
using SmmKpiBot.Bot.Telegram.Settings;
using SmmKpiBot.Bot.Telegram.Updates;

namespace SmmKpiBot.Bot.Telegram;

/// <summary>Registers the conversation with Telegram: updates in, commands and buttons, answers to the outbox.</summary>
internal static class TelegramServices
{
    public static IServiceCollection AddTelegram(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<TelegramOptions>, TelegramOptionsValidator>();
        services.AddOptions<TelegramOptions>().BindStrictly(TelegramOptions.Section).ValidateOnStart();

        services.AddSingleton<BotCalls>();
        services.AddSingleton<UpdateInbox>();
        services.AddSingleton<PollHealth>();
        services.AddSingleton<FloodGate>();
        services.AddSingleton<Router>();
        services.AddSingleton<Presses>();
        services.AddSingleton<CustomerPresses>();
        services.AddSingleton<Memberships>();
        services.AddSingleton<JoinNotice>();
        services.AddSingleton<Menus>();
        services.AddSingleton<ButtonStore>();
        services.AddSingleton<ClientChooser>();
        services.AddSingleton<FinishedDigests>();
        services.AddSingleton<ClientStandings>();
        services.AddSingleton<ErasedClients>();
        services.AddSingleton<KpiDesk>();
        services.AddSingleton<InviteDesk>();
        services.AddSingleton<LanguageDesk>();
        services.AddSingleton<SettingsDesk>();
        services.AddSingleton<ClientSettingsDesk>();
        services.AddSingleton<FileDesk>();
        services.AddSingleton<ChatImport>();
        services.AddSingleton<DeliveryStatus>();
        services.AddSingleton<AwaitedTexts>();
        services.AddSingleton<TextTakers>();
        services.AddConflictDesk();
        services.AddConnectDesk();
        services.AddSingleton<CommandList>();
        services.AddFeeds();
        services.AddEvery<IBotCommand>();
        services.AddEvery<IButtonAction>();
        services.AddHostedService<UpdateWorker>();
        services.AddHostedService<UpdatePoller>();
        services.AddHostedService<MenuSetter>();
        services.AddSingleton<Housekeeping>();
        services.AddHostedService(provider => provider.GetRequiredService<Housekeeping>());
        return services;
    }

    /// <summary>A command or a button is one file: whoever implements the interface is found.</summary>
    private static void AddEvery<T>(this IServiceCollection services)
        where T : class
    {
        foreach (var type in typeof(TelegramServices).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(T))))
        {
            services.AddSingleton(typeof(T), type);
        }
    }
}
