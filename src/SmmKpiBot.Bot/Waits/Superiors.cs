using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Waits;

/// <summary>Who hears of promises long broken: the chosen chat, where it is bound and may see the client; else the owners'.</summary>
internal static class Superiors
{
    public static IReadOnlyList<BoundChat> Of(IReadOnlyList<BoundChat> chats, Client client, long? chosen)
    {
        var mayKnow = chats.Where(chat => MayKnow(chat, client.Id)).ToList();
        var heard = mayKnow.Where(chat => chat.ChatId == chosen).ToList();
        return [.. (heard.Count > 0 ? heard : mayKnow.Where(chat => chat.Purpose == ChatPurpose.Owner)).DistinctBy(chat => (chat.ChatId, chat.ThreadId))];
    }

    public static bool MayKnow(BoundChat chat, long clientId) => chat.Enabled && chat.IsTeamOf(clientId);
}
