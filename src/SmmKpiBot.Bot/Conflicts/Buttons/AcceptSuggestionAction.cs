using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>What was suggested is a conflict.</summary>
internal sealed class AcceptSuggestionAction(ConflictLedger ledger, ConflictPress press) : TeamAction(Name)
{
    public const string Name = "conflict.accept";

    private readonly ConflictLedger _ledger = ledger;
    private readonly ConflictPress _press = press;

    protected override Task PressAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        var suggestion = ConflictSuggestion.Parse(argument);
        _press.Open(
            turn,
            client,
            async (connection, transaction) =>
            {
                if (suggestion is null || !await ConflictPress.IsOfAsync(connection, transaction, suggestion.AccountId, client.Id))
                    return null;
                var conflict = new NewConflict { AccountId = suggestion.AccountId, Conversation = suggestion.Conversation, MessageId = suggestion.MessageId, Words = suggestion.Words, Link = suggestion.Link };
                return (await _ledger.OpenAsync(connection, transaction, client, conflict, ConflictPress.ActorOf(turn))).Id;
            },
            ConflictText.Gone,
            edit: true);
        if (suggestion is not null)
        {
            var by = turn.From.Name ?? "—";
            var answer = new Words($"🔴 {client.Name}: це конфлікт, каже {by}. Усі конфлікти: /conflict", $"🔴 {client.Name}: it is a conflict, says {by}. All conflicts: /conflict");
            turn.Answer.Write((connection, transaction) => SuggestionAnswers.ForOthersAsync(connection, transaction, turn, client, suggestion, answer));
        }

        return Task.CompletedTask;
    }
}
