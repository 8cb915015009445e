using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Access;

/// <summary>Decides rights, before any handler, for messages, buttons and files alike.</summary>
internal sealed class AccessGate(ChatStore chats, UserStore users, Owners owners)
{
    private readonly ChatStore _chats = chats;
    private readonly UserStore _users = users;
    private readonly Owners _owners = owners;

    /// <param name="userId">Null for anonymous admins and those who write in the name of a chat: they only read.</param>
    public async Task<Scope> DecideAsync(long? userId, long chatId, int? threadId, bool isPrivate, string? appLanguage, CancellationToken cancellationToken)
    {
        var rights = userId is { } id ? await _users.RightsAsync(id, cancellationToken) : UserRights.None;
        var chat = await _chats.FindAsync(chatId, isPrivate ? null : threadId, cancellationToken);
        return new Scope
        {
            User = rights,
            Private = isPrivate,
            Chat = chat,
            Language = await LanguageAsync(userId, chat, isPrivate, appLanguage, cancellationToken),
        };
    }

    /// <summary>In a group the chat's language; in private the chosen one, else the chat's, else that of the person's app.</summary>
    private async Task<Language> LanguageAsync(long? userId, BoundChat? chat, bool isPrivate, string? appLanguage, CancellationToken cancellationToken)
    {
        var chosen = isPrivate && userId is { } id ? await _users.LanguageAsync(id, cancellationToken) : null;
        return chosen ?? chat?.Language ?? LanguageCode.OfApp(appLanguage, _owners.Language);
    }
}
