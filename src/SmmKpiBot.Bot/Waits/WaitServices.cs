using Microsoft.Extensions.DependencyInjection.Extensions;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Waits.Buttons;

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
        services.AddSingleton(new WaitAction(TakeWaitAction.Name, new("Беру", "Mine"), 10) { WhenTaken = false });
        services.AddSingleton(new WaitAction(GiveBackWaitAction.Name, new("Повернути команді", "Give back"), 10) { WhenTaken = true });
        services.AddSingleton(new WaitAction(ElsewhereAction.Name, new("Уже відповіли", "Answered elsewhere"), 20));
        services.AddSingleton(new WaitAction(NeedsNoAnswerAction.Name, new("Не потребує відповіді", "Needs no answer"), 30));
        services.AddSingleton(new WaitAction(RemindWaitAction.Name, new("Нагадати за 15 хв", "Remind in 15 min"), 40));
        services.AddSingleton<WaitButtons>();
        services.AddSingleton<NoticeKeeper>();
        services.AddSingleton<WaitNotices>();
        services.AddSingleton<WaitEndings>();
        services.AddSingleton<UnheardWaits>();
        services.AddSingleton<IUnsentWatcher>(provider => provider.GetRequiredService<UnheardWaits>());
        services.AddSingleton<IChatWatcher>(provider => provider.GetRequiredService<UnheardWaits>());
        services.AddSingleton<WaitsCatchUp>();
        services.AddSingleton<WaitingList>();
        services.AddSingleton<WaitingDesk>();
        return services;
    }

    /// <summary>What only the running bot does: the clock of waits, and the choices of people.</summary>
    public static IServiceCollection AddWaitRound(this IServiceCollection services)
    {
        services.AddSingleton<WaitPress>();
        services.AddSingleton<WaitChoices>();
        services.AddSingleton<WaitRound>();
        services.AddSingleton<ITimedWork>(provider => provider.GetRequiredService<WaitRound>());
        services.AddHostedService<WaitClock>();
        return services;
    }
}
