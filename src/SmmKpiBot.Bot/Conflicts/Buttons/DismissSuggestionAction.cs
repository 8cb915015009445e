using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>What was suggested is none; the word that misled can be switched off.</summary>
internal sealed class DismissSuggestionAction() : TeamAction(Name)
{
    public const string Name = "conflict.dismiss";

    protected override Task PressAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        if (ConflictSuggestion.Parse(argument) is not { } suggestion)
        {
            turn.Reply(ConflictText.Gone);
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
