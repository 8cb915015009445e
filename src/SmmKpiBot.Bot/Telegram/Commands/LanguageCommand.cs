using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Settings;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary><c>/language</c>: Ukrainian or English, of a person in private, of the chat in a group.</summary>
internal sealed class LanguageCommand : IBotCommand
{
    public string Name => "language";

    public Words Title { get; } = new("Мова: українська або англійська", "Language: Ukrainian or English");

    public Role MinimalRole => Role.Client;

    public bool Changes => true;

    public int Place => 70;

    public Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken)
    {
        var keyboard = turn.NewKeyboard();
        foreach (var (language, name) in LanguageAction.Names)
        {
            keyboard.Change(language == turn.Language ? name + " ✓" : name, LanguageAction.Name, null, LanguageCode.Of(language));
        }

        turn.Reply(new Words("Якою мовою писати?", "Which language shall I write in?"), keyboard);
        return Task.CompletedTask;
    }
}
