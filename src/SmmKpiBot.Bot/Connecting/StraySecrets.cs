using System.Text.RegularExpressions;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>
/// Takes secrets that nobody asked for (any more) out of the chat: passed on by a colleague, sent too late, written behind a command. Nothing of them is kept; who sent one is
/// told to begin again.
/// </summary>
internal sealed partial class StraySecrets(SourceBook sources, BotCalls bot)
{
    private static readonly string[] FigureFiles = [".csv", ".tsv", ".xlsx", ".zip"];

    private readonly IReadOnlyList<PastedSecret> _ways = [.. sources.All.SelectMany(source => source.Ways).OfType<PastedSecret>()];
    private readonly BotCalls _bot = bot;

    /// <summary>Is there one in the message, or in the one that it replies to?</summary>
    public bool IsHeld(Turn turn, string? text) => IsIn(text) || IsIn(turn.Quoted?.Text);

    /// <summary>Takes the message that holds it out of the chat, and the one it replies to where that does.</summary>
    public async Task TakeAsync(Turn turn, string? text, CancellationToken cancellationToken)
    {
        int?[] held = [IsIn(text) ? turn.MessageId : null, IsIn(turn.Quoted?.Text) ? turn.Quoted?.MessageId : null];
        var isGone = true;
        foreach (var message in held.OfType<int>())
            isGone &= await _bot.DeleteAsync(turn.From.ChatId, message, cancellationToken);
        turn.Reply(new TelegramHtml().Text(turn.Say(isGone ? Taken : Left)).Text(" ").Text(turn.Say(turn.Scope.Private ? NothingKept : Seen))
            .Text(turn.Scope.User.Role >= Role.Staff ? turn.Say(BeginAgain) : ""));
    }

    /// <summary>The same of a file, for what is written below it or, of the team's, in it. False where there is none.</summary>
    public async Task<bool> TakeFileAsync(Turn turn, IncomingFile file, CancellationToken cancellationToken)
    {
        var text = IsIn(file.Caption) ? file.Caption : await ContentAsync(turn, file, cancellationToken);
        if (!IsIn(text))
            return false;
        await TakeAsync(turn, text, cancellationToken);
        return true;
    }

    /// <summary>Of a small file that holds no figures.</summary>
    private async Task<string?> ContentAsync(Turn turn, IncomingFile file, CancellationToken cancellationToken)
    {
        if (turn.Scope.User.Role < Role.Staff || file.Size > SmallFile.LargestSecret || FigureFiles.Contains(Path.GetExtension(file.FileName), StringComparer.OrdinalIgnoreCase))
            return null;
        await using var content = await _bot.DownloadAsync(file.FileId, SmallFile.LargestSecret, cancellationToken);
        if (content is null)
            return null;
        using var reader = new System.IO.StreamReader(content);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>Alone, between words, or within an address or JSON: whatever stands around it, a token is a run of letters, digits, "-" and "_".</summary>
    private bool IsIn(string? text) =>
        text is not null && (_ways.Any(way => way.IsUnmistakable(text)) || Runs().Matches(text).Any(run => _ways.Any(way => way.IsUnmistakable(run.Value))));

    [GeneratedRegex("[A-Za-z0-9_-]+")]
    private static partial Regex Runs();

    private static Words Taken { get; } = new(
        "Це токен або ключ доступу, а я його зараз не чекаю: видалив повідомлення з чату.", "This is a token or a key, and I do not wait for one now: I deleted the message from the chat.");

    private static Words Left { get; } = new(
        "Це токен або ключ доступу, а я його зараз не чекаю. Видалити повідомлення не можу: видаліть його самі, у всіх.",
        "This is a token or a key, and I do not wait for one now. I cannot delete the message: delete it yourself, for everyone.");

    private static Words NothingKept { get; } = new("Нічого з нього не збережено.", "Nothing of it was kept.");

    private static Words Seen { get; } = new(
        "Нічого з нього не збережено, але в групі його могли побачити: відкличте його там, де створили.", "Nothing of it was kept, but others here may have seen it: revoke it where it was made.");

    private static Words BeginAgain { get; } = new(" Щоб під’єднати акаунт, почніть знову: /connect.", " To connect an account, begin again: /connect.");
}
