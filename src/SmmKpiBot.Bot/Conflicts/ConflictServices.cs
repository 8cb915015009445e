using SmmKpiBot.Bot.Conflicts.Buttons;
using SmmKpiBot.Bot.Conflicts.Ratings;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Questions;
using SmmKpiBot.Bot.Waits;

namespace SmmKpiBot.Bot.Conflicts;

/// <summary>Registers the ledger of conflicts: its doors and what is shown of it.</summary>
internal static class ConflictServices
{
    /// <summary>What every way of messages into the store needs, verbs included.</summary>
    public static IServiceCollection AddConflicts(this IServiceCollection services)
    {
        services.AddSingleton<IConversationFollower, ConflictSuggestions>();
        services.AddSingleton<IConversationLabels, ConflictLabels>();
        services.AddSingleton<IConversationRatings, SurveyRatings>();
        services.AddSingleton<RatingNotices>();
        services.AddSingleton(new WaitAction(WaitConflictAction.Name, new("Конфлікт", "Conflict"), 50));
        return services;
    }

    /// <summary>What people do about conflicts.</summary>
    public static IServiceCollection AddConflictDesk(this IServiceCollection services)
    {
        services.AddSingleton<ConflictDesk>();
        services.AddSingleton<ConflictPress>();
        services.AddSingleton<ConflictDoor>();
        services.AddSingleton<RatingRoutes>();
        services.AddSingleton<RatingQuestion>();
        services.AddSingleton<RatingAnswers>();
        services.AddSingleton<RatingDelivery>();
        services.AddSingleton<IUnsentWatcher>(provider => provider.GetRequiredService<RatingDelivery>());
        services.AddSingleton<IChatWatcher>(provider => provider.GetRequiredService<RatingDelivery>());
        services.AddSingleton<HintWordsDesk>();
        services.AddSingleton<IAwaitedText, ConflictNote>();
        services.AddSingleton<IAwaitedText, HintWordTyped>();
        return services;
    }
}
