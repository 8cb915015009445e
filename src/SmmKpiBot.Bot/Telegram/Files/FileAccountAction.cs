using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Accounts;

namespace SmmKpiBot.Bot.Telegram.Files;

/// <summary>The account of a file was chosen.</summary>
internal sealed class FileAccountAction(AccountStore accounts, ChatImport import) : IButtonAction
{
    public const string Name = "file.account";

    private readonly AccountStore _accounts = accounts;
    private readonly ChatImport _import = import;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (turn.Client is { } client && turn.Scope.MayChange(client.Id) && FileReference.Parse(button.Argument) is { } file
            && await _accounts.FindAsync(client.Id, file.Hint, cancellationToken) is { } account)
        {
            await _import.RunAsync(turn, file, client, account, cancellationToken);
        }
        else
        {
            turn.Reply(Phrases.OldButton);
        }
    }
}
