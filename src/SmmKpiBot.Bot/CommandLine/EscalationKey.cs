using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>Chats that can hear of broken promises: the store of keys does not know which are bound, and nothing would ever arrive in another one.</summary>
internal static class EscalationKey
{
    private const string Key = "answer-escalate-to";

    /// <exception cref="ClientKeyException">The chat is not bound to the team or an owner.</exception>
    public static async Task CheckAsync(VerbScope scope, IEnumerable<KeyValuePair<string, string>> keys, CancellationToken cancellationToken)
    {
        foreach (var (key, value) in keys.Where(pair => string.Equals(pair.Key.Trim(), Key, StringComparison.OrdinalIgnoreCase) && pair.Value.Trim().Length > 0))
        {
            var id = ClientKeys.Canonical(key, value);
            var chats = await scope.Get<ChatStore>().ListAsync(cancellationToken);
            if (!chats.Any(chat => chat.Enabled && chat.Purpose != ChatPurpose.Client && chat.ChatId.ToString(CultureInfo.InvariantCulture) == id))
                throw new ClientKeyException($"{Key}: no chat of the team or an owner has the id {id}. Allowed: the CHAT of one that chat list shows, a group's or a person's; bind another one by chat invite --staff. {Given.NothingChanged}");
        }
    }
}
