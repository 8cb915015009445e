using System.Globalization;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Import;

namespace SmmKpiBot.Bot.Telegram.Files;

/// <summary>Imports a file of a chat and says what came of it. The same file again changes nothing, so a repeated update does no harm.</summary>
internal sealed class ChatImport(Importer importer, BotCalls bot) : IDisposable
{
    private const int ShownErrors = 10;

    /// <summary>Files are held in memory, so few are taken at the same time.</summary>
    private const int AtATime = 2;

    private readonly SemaphoreSlim _gate = new(AtATime, AtATime);

    private readonly Importer _importer = importer;
    private readonly BotCalls _bot = bot;

    public async Task RunAsync(Turn turn, FileReference file, Client client, Account account, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await ImportAsync(turn, file, client, account, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task ImportAsync(Turn turn, FileReference file, Client client, Account account, CancellationToken cancellationToken)
    {
        await using var content = await _bot.DownloadAsync(file.FileId, FileDesk.LargestFile, cancellationToken);
        if (content is null)
        {
            turn.Reply(new Words("Не вдалося завантажити файл із Telegram. Надішліть його ще раз.", "The file could not be fetched from Telegram. Send it again."));
            return;
        }

        var request = new ImportRequest { Client = client, Account = account, FileName = file.Name, Content = content, Limited = true };
        var result = await _importer.ImportAsync(request, null, cancellationToken);
        var html = new TelegramHtml().Bold(client.Name).Text(" · ").Text(NetworkNames.Account(account.FullName, turn.Language)).Line();
        Describe(html, result, turn.Language);
        turn.Reply(html, Undo(turn, client, result), client.Id);
    }

    private static Keyboard? Undo(Turn turn, Client client, ImportResult result) =>
        result is { Outcome: ImportOutcome.Imported or ImportOutcome.AlreadyImported, BatchId: { } id }
            ? turn.NewKeyboard().Change(turn.Say(new Words("Скасувати імпорт", "Undo the import")), FileUndoAction.Name, client.Id, id.ToString(CultureInfo.InvariantCulture), once: true)
            : null;

    private static void Describe(TelegramHtml html, ImportResult result, Language language)
    {
        switch (result.Outcome)
        {
            case ImportOutcome.Refused:
                Refused(html, result, language);
                break;
            case ImportOutcome.AlreadyImported:
                html.Text(new Words(
                    "Цей файл уже імпортовано раніше, нічого не змінилося. Щоб прочитати його інакше, скасуйте той імпорт і надішліть файл знову.",
                    "This file was imported before; nothing changed. To have it read otherwise, undo that import and send the file again.").In(language));
                break;
            default:
                Imported(html, result, language);
                break;
        }
    }

    private static void Describe(TelegramHtml html, BadCell bad, Language language)
    {
        if (bad.Line > 0)
        {
            html.Text(new Words("Рядок ", "Line ").In(language)).Text(bad.Line.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var part in (string[])[bad.Column, bad.Value])
        {
            if (part.Length > 0)
            {
                html.Text(" ").Code(part);
            }
        }

        var expected = new Words(bad.Expected.Uk, "expected " + bad.Expected.En).In(language);
        html.Text(bad.Line > 0 || bad.Value.Length > 0 ? ": " + expected : Typography.Capital(expected));
    }

    private static Words InWords(Wording wording) => new(wording.Uk, wording.En);

    private static void Imported(TelegramHtml html, ImportResult result, Language language)
    {
        html.Text(new Words("Імпортовано: ", "Imported: ").In(language)).Text(Plural.Count(result.Rows, Nouns.Row, language));
        if (result is { FirstDay: { } first, LastDay: { } last })
        {
            html.Text(", ").Text(DateText.RangeAndYear(new Data.Periods.Period(first, last), language));
        }

        if (result.UnknownColumns.Count > 0)
        {
            html.Line().Text(new Words("Невідомі колонки пропущено: ", "Unknown columns left out: ").In(language)).Text(string.Join(", ", result.UnknownColumns));
        }

        foreach (var warning in result.Warnings)
        {
            html.Line().Text(InWords(warning).In(language));
        }
    }

    private static void Refused(TelegramHtml html, ImportResult result, Language language)
    {
        html.Text(new Words("Файл не прийнято, нічого не змінено. Помилок: ", "The file was refused, nothing changed. Errors: ").In(language)).Text(NumberText.Count(result.BadCellCount, language)).Line();
        foreach (var bad in result.BadCells.Take(ShownErrors))
        {
            Describe(html.Line(), bad, language);
        }

        if (result.BadCellCount > ShownErrors)
        {
            html.Line().Text("…");
        }
    }
}
