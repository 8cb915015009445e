using System.Globalization;
using SmmKpiBot.Bot.Conflicts.Ratings;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>Asks which rating the customer gave, and takes it. The argument is the number of the conflict, then the rating, or the way back.</summary>
internal sealed class RateConflictAction(ConflictLedger ledger, ConflictPress press) : TeamAction(Name)
{
    public const string Name = "conflict.rate";

    private const string Back = "back";

    private readonly ConflictLedger _ledger = ledger;
    private readonly ConflictPress _press = press;

    protected override Task PressAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        var parts = argument.Split(' ');
        if (parts.Length == 2 && ConflictPress.Id(parts[1]) is >= 1 and <= CustomerRating.Best and var rating)
        {
            _press.Do(turn, client, parts[0], async (connection, transaction, conflict) =>
            {
                await _ledger.RateAsync(connection, transaction, conflict, (int)rating, ConflictPress.ActorOf(turn));
                return null;
            });
        }
        else if (parts is [_, Back])
        {
            _press.Do(turn, client, parts[0], (_, _, _) => Task.FromResult<Words?>(null));
        }
        else
        {
            Ask(turn, client, parts[0]);
        }

        return Task.CompletedTask;
    }

    private static void Ask(Turn turn, Client client, string conflict)
    {
        var keyboard = turn.NewKeyboard();
        for (var rating = 1; rating <= CustomerRating.Best; rating++)
            keyboard.Change(rating.ToString(CultureInfo.InvariantCulture), Name, client.Id, string.Create(CultureInfo.InvariantCulture, $"{conflict} {rating}"));
        keyboard.Row().Change(turn.Say(new("‹ Назад", "‹ Back")), Name, client.Id, $"{conflict} {Back}");
        turn.Edit(
            new TelegramHtml().Text(turn.Say(new Words(
                $"Як людина оцінила вирішення конфлікту {conflict}? 1 — погано, 5 — чудово.",
                $"How did the customer rate the way conflict {conflict} was resolved? 1 is poor, 5 is excellent."))),
            keyboard);
    }
}
