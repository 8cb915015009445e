using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Files;

/// <summary>Files of figures from staff: finds out for which client and account, by the caption or by buttons.</summary>
internal sealed class FileDesk(ScopedClients clients, AccountStore accounts, ChatImport import)
{
    internal const long LargestFile = 20 * 1024 * 1024;

    private static readonly string[] Extensions = [".csv", ".tsv", ".txt", ".xlsx", ".zip"];

    private readonly ScopedClients _clients = clients;
    private readonly AccountStore _accounts = accounts;
    private readonly ChatImport _import = import;

    public async Task AnswerAsync(Turn turn, IncomingFile file, CancellationToken cancellationToken)
    {
        var isFigures = Extensions.Contains(Path.GetExtension(file.FileName), StringComparer.OrdinalIgnoreCase);
        if (Refusal(turn, isFigures) is { } refusal)
        {
            turn.Reply(refusal);
            return;
        }

        // In groups people send files to each other: only those that look like figures are meant for the bot.
        if (turn.Scope.Inert || (!turn.Scope.Private && !isFigures))
        {
            return;
        }

        if (Unusable(file, isFigures) is { } why)
        {
            turn.Reply(why);
            return;
        }

        await AskOrImportAsync(turn, new FileReference(file.FileId, SafeName(file.FileName)), file.Caption ?? string.Empty, cancellationToken);
    }

    /// <summary>Goes on after the client was chosen.</summary>
    public async Task WithClientAsync(Turn turn, FileReference file, Client client, string accountHint, CancellationToken cancellationToken)
    {
        if (!turn.Scope.MayChange(client.Id))
        {
            turn.Reply(Phrases.NotYours);
            return;
        }

        var all = await AccountsAsync(client, cancellationToken);
        var chosen = AccountHint.Choose(all, accountHint);
        if (chosen.Count == 1)
        {
            await _import.RunAsync(turn, file, client, chosen[0], cancellationToken);
        }
        else if (chosen.Count == 0)
        {
            turn.Reply(new Words(
                "У цього клієнта ще немає акаунтів. Додайте на сервері: account add, — і надішліть файл знову.",
                "This client has no accounts yet. Add one on the server with account add, then send the file again."));
        }
        else
        {
            AskAccount(turn, file, client, chosen);
        }
    }

    private static Words? Refusal(Turn turn, bool isFigures)
    {
        var scope = turn.Scope;
        if (scope.Private)
        {
            return scope.User.Role >= Role.Staff ? null : scope.User.Role == Role.Client
                ? new Words("Файли з цифрами приймаю лише від команди агенції.", "I take files of figures from the agency's team only.")
                : Phrases.NotYours;
        }

        if (scope.Inert || !isFigures)
        {
            return null;
        }

        return scope.ReadRole >= Role.Staff
            ? scope.ChangeRole >= Role.Staff ? null : Phrases.NotYours
            : scope.ChangeRole >= Role.Staff
                ? new Words("Файли з цифрами надсилайте мені в особисті або в чат команди.", "Send files of figures to me in private or in the team's chat.")
                : new Words("Файли з цифрами приймаю лише від команди агенції.", "I take files of figures from the agency's team only.");
    }

    private static Words? Unusable(IncomingFile file, bool isFigures) =>
        !isFigures ? new Words("Я читаю файли CSV і XLSX. Цей на них не схожий.", "I read CSV and XLSX files. This one looks like neither.")
        : file.Size > LargestFile ? new Words("Файл більший за 20 МБ. Поділіть його або імпортуйте на сервері.", "The file is larger than 20 MB. Split it, or import it on the server.")
        : null;

    /// <summary>What a file can be about.</summary>
    private async Task<IReadOnlyList<Account>> AccountsAsync(Client client, CancellationToken cancellationToken) =>
        [.. (await _accounts.ListAsync(client.Id, cancellationToken)).Where(account => !account.IsLedger)];

    private async Task AskOrImportAsync(Turn turn, FileReference file, string caption, CancellationToken cancellationToken)
    {
        var mine = (await _clients.ListAsync(turn.Scope, cancellationToken)).Where(client => turn.Scope.MayChange(client.Id)).ToList();
        var named = caption.Length == 0 ? [] : mine.Where(client => Names(client, caption)).ToList();
        if (named.Count == 1)
        {
            await WithClientAsync(turn, file, named[0], caption, cancellationToken);
        }
        else if (mine is [var only] && AccountHint.IsAllOf(await AccountsAsync(only, cancellationToken), caption))
        {
            await WithClientAsync(turn, file, only, caption, cancellationToken);
        }
        else if (mine.Count == 0)
        {
            turn.Reply(Phrases.NoClients);
        }
        else
        {
            // A caption that names none of them may name a client who is not shown here: then nothing is taken for granted.
            await AskClientAsync(turn, file, mine, caption, cancellationToken);
        }
    }

    private static bool Names(Client client, string caption)
    {
        var isNamed = NameFolding.Fold(caption).Contains(NameFolding.Fold(client.Name), StringComparison.Ordinal);
        return isNamed || caption.Split((char[]?)null).Contains(client.Slug, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A caption may hold anything, a token too: buttons keep of it which accounts of their client it names, and nothing else.</summary>
    private async Task AskClientAsync(Turn turn, FileReference file, List<Client> fitting, string caption, CancellationToken cancellationToken)
    {
        var keyboard = turn.NewKeyboard();
        foreach (var client in fitting.Take(40))
        {
            var hint = AccountHint.Kept(await AccountsAsync(client, cancellationToken), caption);
            keyboard.Row().Change(client.Name, FileClientAction.Name, client.Id, (file with { Hint = hint }).ToString(), turn.From.UserId, once: true);
        }

        turn.Reply(new Words("Чиї це цифри?", "Whose figures are these?"), keyboard);
    }

    private static void AskAccount(Turn turn, FileReference file, Client client, IReadOnlyList<Account> fitting)
    {
        var keyboard = turn.NewKeyboard();
        foreach (var account in fitting)
        {
            keyboard.Row().Change(NetworkNames.Account(account.FullName, turn.Language), FileAccountAction.Name, client.Id, (file with { Hint = account.FullName }).ToString(), turn.From.UserId, once: true);
        }

        turn.Reply(new Words("З якого акаунта?", "From which account?"), keyboard);
    }

    /// <summary>A name is only shown and stored, never a path.</summary>
    private static string SafeName(string name)
    {
        var last = name.Split('/', '\\')[^1];
        var clean = new string([.. TelegramHtml.Clean(last).Where(letter => letter is not ('\n' or '"'))]).Trim();
        return clean.Length == 0 ? "file" : clean.Length <= 100 ? clean : clean[^100..];
    }
}
