using System.Data.Common;
using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Invites;

/// <summary>Takes back what an invitation gave, and says what the person or the chat still sees by another one.</summary>
internal sealed class RevokeAction(Invitations invitations, ChatStore chats, HiddenMessages hidden, ClientStore clients) : IButtonAction
{
    public const string Name = "invite.revoke";

    private const char Separator = '|';

    private readonly Invitations _invitations = invitations;
    private readonly ChatStore _chats = chats;
    private readonly HiddenMessages _hidden = hidden;
    private readonly ClientStore _clients = clients;

    public string Action => Name;

    public Role MinimalRole => Role.Owner;

    public bool Changes => true;

    /// <summary>As the button keeps it: the invitation, and where it was used.</summary>
    public static string Argument(long invitationId, long chatId, int? threadId) =>
        string.Create(CultureInfo.InvariantCulture, $"{invitationId}{Separator}{chatId}{Separator}{threadId ?? 0}");

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        long[] ids = [.. (button.Argument ?? "0").Split(Separator).Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
        var names = (await _clients.ListAsync(cancellationToken)).ToDictionary(client => client.Id, client => client.Name);
        turn.Answer.Write((connection, transaction) => RevokeAsync(turn, ids, names, connection, transaction));
        turn.Answer.AfterCommit(_ =>
        {
            _chats.NotifyChanged();
            return Task.CompletedTask;
        });
    }

    private async Task<IReadOnlyList<OutboxMessage>> RevokeAsync(Turn turn, long[] ids, Dictionary<long, string> names, DbConnection connection, DbTransaction transaction)
    {
        await _invitations.RevokeAsync(connection, transaction, ids[0]);
        var html = new TelegramHtml().Text(turn.Say(new Words("Запрошення відкликано", "The invitation is revoked")));
        if (ids is [_, var chatId, var threadId])
        {
            Describe(turn, html, await _hidden.StillVisibleAsync(connection, transaction, chatId, (int)threadId), isPerson: chatId > 0, names);
        }
        else
        {
            html.Text(".");
        }

        OutboxContent content = turn.MessageId is { } message ? new EditTextContent(message, html.ToString()) : new TextContent(html.ToString());
        return [turn.Message(content)];
    }

    private static void Describe(Turn turn, TelegramHtml html, StillVisible left, bool isPerson, Dictionary<long, string> names)
    {
        if (left.Nothing)
        {
            html.Text(turn.Say(isPerson
                ? new Words(": ця людина більше нічого не бачить.", ": that person sees nothing any more.")
                : new Words(": цей чат більше нічого не показує.", ": that chat shows nothing any more.")));
            return;
        }

        html.Text(turn.Say(isPerson
                ? new Words(". Та ця людина й далі бачить за іншим запрошенням або за налаштуваннями: ", ". But by another invitation or by the settings that person still sees: ")
                : new Words(". Та цей чат і далі показує за іншим запрошенням: ", ". But by another invitation that chat still shows: ")))
            .Bold(left.All ? turn.Say(new Words("усіх клієнтів", "all clients")) : string.Join(", ", left.ClientIds.Select(id => names.GetValueOrDefault(id, "?"))))
            .Text(turn.Say(new Words(". Відкличте і його — або приберіть чат на сервері (chat list, chat remove).", ". Revoke that one too, or remove the chat on the server (chat list, chat remove).")));
    }
}
