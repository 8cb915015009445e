using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts.Buttons;

/// <summary>The buttons under an alert.</summary>
internal static class AlertButtons
{
    public const string Take = "alert.take";
    public const string Snooze = "alert.snooze";
    public const string Silence = "alert.silence";
    public const string Why = "alert.why";
    public const string List = "alert.list";
    public const string One = "alert.one";
    public const string History = "alert.history";
    public const string Rules = "alert.rules";
    public const string OneRule = "alert.rule";
    public const string SwitchRule = "alert.rule-switch";
    public const string Build = "alert.build";
    public const string EndSilence = "alert.unsilence";
    public const string SilenceSpan = "alert.silence-span";
    public const string SilenceFor = "alert.silence-for";

    /// <summary>Behind the id of an episode: whoever took it does not care for it after all.</summary>
    public const string GiveBack = "|back";

    /// <summary>What can be done about one episode.</summary>
    public static void Of(Keyboard keyboard, AlertEpisode episode, Language language)
    {
        var client = AlertStateStore.ClientOf(episode.Subject);
        keyboard.Row();
        if (episode.IsOpen)
        {
            var isTaken = episode.Human.Kind == AlertHumanKind.Acked;
            keyboard
                .Change((isTaken ? new Words("Повернути", "Give back") : new Words("Беру", "Mine")).In(language), Take, client, episode.Id + (isTaken ? GiveBack : ""), life: Keyboard.ReadingLife)
                .Change(new Words("Заглушити…", "Silence…").In(language), Silence, client, episode.Id, life: Keyboard.ReadingLife);
        }

        keyboard.Show(new Words("Чому?", "Why?").In(language), Why, client, episode.Id);
        if (episode.IsOpen)
        {
            keyboard.Row()
                .Change(new Words("Відкласти на 1 год", "Snooze 1 h").In(language), Snooze, client, episode.Id + "|1h", life: Keyboard.ReadingLife)
                .Change(new Words("Відкласти до 9:00", "Snooze till 9:00").In(language), Snooze, client, episode.Id + "|tomorrow", life: Keyboard.ReadingLife);
        }
    }

    public static void All(Keyboard keyboard, long? clientId, Language language) =>
        keyboard.Row().Show(new Words("Усі сповіщення", "All alerts").In(language), List, clientId, "new");
}
