using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>What was suggested is a conflict.</summary>
internal sealed class AcceptSuggestionAction(ConflictLedger ledger, ConflictPress press) : IButtonAction
{
    public const string Name = "conflict.accept";

    private readonly ConflictLedger _ledger = ledger;
    private readonly ConflictPress _press = press;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var suggestion = ConflictSuggestion.Parse(button.Argument);
        _press.Open(
            turn,
            turn.Client,
            async (connection, transaction, client) =>
            {
                if (suggestion is null || !await ConflictPress.IsOfAsync(connection, transaction, suggestion.AccountId, client.Id))
                    return null;
                var conflict = new NewConflict { AccountId = suggestion.AccountId, Conversation = suggestion.Conversation, Words = suggestion.Words, Link = suggestion.Link };
                return (await _ledger.OpenAsync(connection, transaction, client, conflict, ConflictPress.ActorOf(turn))).Id;
            },
            ConflictText.Gone,
            edit: true);
        if (suggestion is not null && turn.Client is { } owner && turn.Scope.MayChange(owner.Id))
        {
            var by = turn.From.Name ?? "—";
            var answer = new Words($"🔴 {owner.Name}: це конфлікт, каже {by}. Усі конфлікти: /conflict", $"🔴 {owner.Name}: it is a conflict, says {by}. All conflicts: /conflict");
            turn.Answer.Write((connection, transaction) => SuggestionAnswers.ForOthersAsync(connection, transaction, turn, owner, suggestion, answer));
        }

        return Task.CompletedTask;
    }
}
