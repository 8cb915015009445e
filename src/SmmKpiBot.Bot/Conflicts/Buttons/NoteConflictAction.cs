using System.Globalization;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Questions;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>Asks for a note, and takes it.</summary>
internal sealed class NoteConflictAction(AwaitedTexts texts) : TeamAction(Name)
{
    public const string Name = "conflict.note";

    private readonly AwaitedTexts _texts = texts;

    protected override Task PressAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        var number = ConflictPress.Id(argument).ToString(CultureInfo.InvariantCulture);
        _texts.Ask(turn, Name, client.Id, number);
        turn.Reply(turn.From.Private
            ? new Words($"Напишіть нотатку до конфлікту {number}.", $"Write the note on conflict {number}.")
            : new Words($"Дайте відповідь на це повідомлення — це буде нотатка до конфлікту {number}.", $"Reply to this message: that will be the note on conflict {number}."));
        return Task.CompletedTask;
    }
}

/// <summary>Adds what was written to the conflict.</summary>
internal sealed class ConflictNote(ConflictLedger ledger, ConflictPress press) : IAwaitedText
{
    private readonly ConflictLedger _ledger = ledger;
    private readonly ConflictPress _press = press;

    public string Action => NoteConflictAction.Name;

    public Task TakeAsync(Turn turn, Client client, string? argument, string text, CancellationToken cancellationToken)
    {
        _press.Do(
            turn,
            client,
            argument,
            async (connection, transaction, conflict) =>
            {
                await _ledger.NoteAsync(connection, transaction, conflict, text, ConflictPress.ActorOf(turn));
                return null;
            },
            edit: false);
        return Task.CompletedTask;
    }
}
