using System.Data.Common;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Questions;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>Asks which word is to hint at a conflict from now on, or no longer.</summary>
internal sealed class HintAskAction(AwaitedTexts texts) : TeamAction(Name)
{
    public const string Name = "conflict.word-ask";

    private readonly AwaitedTexts _texts = texts;

    protected override Task PressAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        var isOff = argument == HintWordAction.Off;
        _texts.Ask(turn, Name, client.Id, isOff ? HintWordAction.Off : HintWordAction.On);
        var (uk, en) = turn.From.Private ? ("Напишіть", "Write") : ("Дайте відповідь на це повідомлення: напишіть", "Reply to this message with");
        turn.Reply(isOff
            ? new Words($"{uk} слово, на яке більше не зважати.", $"{en} the word that is no hint any more.")
            : new Words($"{uk} слово чи вислів, до 5 слів. Зірочка наприкінці означає будь-яке закінчення: обман*", $"{en} the word or phrase, up to 5 words. A star at the end stands for any ending: cheat*"));
        return Task.CompletedTask;
    }
}

/// <summary>Takes the word.</summary>
internal sealed class HintWordTyped(HintWordsDesk desk) : IAwaitedText
{
    private const int Most = 200;

    private static readonly Words NoTerm = new("Це не схоже на слово чи вислів до 5 слів.", "This is no word or phrase of up to 5 words.");
    private static readonly Words Unknown = new("Такого слова серед підказок немає.", "There is no such word among the hints.");
    private static readonly Words TooMany = new("Додано вже 200 слів. Спершу приберіть зайві.", "200 words are added already. Take some off first.");

    private readonly HintWordsDesk _desk = desk;

    public string Action => HintAskAction.Name;

    public Task TakeAsync(Turn turn, Client client, string? argument, string text, CancellationToken cancellationToken)
    {
        _desk.Do(
            turn,
            client,
            (connection, transaction) => argument == HintWordAction.Off ? OffAsync(connection, transaction, client.Id, text) : OnAsync(connection, transaction, client.Id, text),
            edit: false);
        return Task.CompletedTask;
    }

    private static async Task<Words?> OnAsync(DbConnection connection, DbTransaction transaction, long clientId, string text)
    {
        if (ConflictHints.Term(text) is not { } term)
            return NoTerm;
        if ((await HintWords.ReadAsync(connection, transaction, clientId)).Added.Count >= Most)
            return TooMany;
        await HintWords.SetAsync(connection, transaction, clientId, term, isOn: true);
        return null;
    }

    /// <summary>The term itself, or whatever terms the typed word hits; an added one is taken off again.</summary>
    private static async Task<Words?> OffAsync(DbConnection connection, DbTransaction transaction, long clientId, string text)
    {
        var words = await HintWords.ReadAsync(connection, transaction, clientId);
        var typed = ConflictHints.Term(text);
        var hit = words.Added.Concat(ConflictHints.DefaultTerms).Where(term => term == typed).Concat(words.ToHints().All(text)).Distinct().ToList();
        foreach (var term in hit)
            await HintWords.SetAsync(connection, transaction, clientId, term, isOn: false);
        return hit.Count == 0 ? Unknown : null;
    }
}
