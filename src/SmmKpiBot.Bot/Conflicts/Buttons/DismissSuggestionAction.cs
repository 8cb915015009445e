using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>What was suggested is none; the word that misled can be switched off.</summary>
internal sealed class DismissSuggestionAction : IButtonAction
{
    public const string Name = "conflict.dismiss";

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (turn.Client is not { } client || !turn.Scope.MayChange(client.Id) || ConflictSuggestion.Parse(button.Argument) is not { } suggestion)
        {
            turn.Reply(Phrases.NotYours);
            return Task.CompletedTask;
        }

        var by = turn.From.Name ?? "—";
        var answer = new Words($"☑️ {client.Name}: це не конфлікт, каже {by}.", $"☑️ {client.Name}: it is no conflict, says {by}.");
        var keyboard = turn.NewKeyboard()
            .Change(turn.Say(new($"Не зважати на «{suggestion.Term}»", $"Ignore “{suggestion.Term}”")), HintWordAction.Name, client.Id, HintWordAction.Argument(HintWordAction.Off, suggestion.Term));
        turn.Edit(new TelegramHtml().Text(turn.Say(answer)), keyboard);
        turn.Answer.Write((connection, transaction) => SuggestionAnswers.ForOthersAsync(connection, transaction, turn, client, suggestion, answer));
        return Task.CompletedTask;
    }
}
