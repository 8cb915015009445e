using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Files;

/// <summary>Takes an import back.</summary>
internal sealed class FileUndoAction(FactBatchStore batches) : IButtonAction
{
    public const string Name = "file.undo";

    private readonly FactBatchStore _batches = batches;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var mayChange = turn.Client is { } client && turn.Scope.MayChange(client.Id);
        var id = long.Parse(button.Argument ?? "0", CultureInfo.InvariantCulture);
        var undone = mayChange && await _batches.UndoAsync(id, cancellationToken);
        turn.Edit(new TelegramHtml().Text(turn.Say(undone
            ? new Words("Імпорт скасовано: його цифр більше немає.", "The import is undone: its figures are gone.")
            : new Words("Скасовувати нічого: цього імпорту вже немає.", "Nothing to undo: this import is gone already."))));
    }
}
