using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Settings;

/// <summary>A language was chosen: for the person and the digests of the private chat, or for the group.</summary>
internal sealed class LanguageAction(LanguageDesk languages) : IButtonAction
{
    public const string Name = "language.set";

    private readonly LanguageDesk _languages = languages;

    public static IReadOnlyList<(Language Language, string Name)> Names { get; } = [(Language.Uk, "Українська"), (Language.En, "English")];

    public string Action => Name;

    public Role MinimalRole => Role.Client;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var language = LanguageCode.Parse(button.Argument);
        _languages.Choose(turn, language);
        turn.Edit(new TelegramHtml().Text(new Words("Готово: пишу українською.", "Done: I write in English.").In(language)));
        return Task.CompletedTask;
    }
}
