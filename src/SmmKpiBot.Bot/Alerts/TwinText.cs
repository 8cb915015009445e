using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Why a rule is not kept beside one that watches the same.</summary>
internal static class TwinText
{
    private static readonly Words Already = new("Таке правило вже є, інакше я писав би двічі: ", "Such a rule is there already, and I would write twice: ");

    public static TelegramHtml Of(AlertRule twin, Language language) => new TelegramHtml().Text(Already.In(language)).Text(AlertText.Sentence(twin, language));
}
