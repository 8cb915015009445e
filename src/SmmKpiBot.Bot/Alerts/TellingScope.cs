using SmmKpiBot.Bot.Access;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Which chats are looked at, and of which clients has to be known for that.</summary>
internal sealed record TellingScope
{
    private readonly HashSet<long> _held;

    private TellingScope(IReadOnlyCollection<BoundChat> chats) => _held = [.. chats.Select(chat => chat.Id)];

    public static TellingScope Everything { get; } = new([]);

    /// <summary>Ids of bindings; null: all chats.</summary>
    public long[]? Bindings { get; private init; }

    /// <summary>Telegram ids of the same chats.</summary>
    public long[] ChatIds { get; private init; } = [];

    /// <summary>Everything these chats can be told is about one of them, or about no client; null: about anything.</summary>
    public long[]? Clients { get; private init; }

    public static TellingScope Of(IReadOnlyCollection<BoundChat> chats, AlertAudiences audiences) => new(chats)
    {
        Bindings = [.. chats.Select(chat => chat.Id)],
        ChatIds = [.. chats.Select(chat => chat.ChatId).Distinct()],
        Clients = chats.All(audiences.HearsOfItsClientsOnly) ? [.. chats.SelectMany(chat => chat.ClientIds).Distinct()] : null,
    };

    public bool Holds(BoundChat chat) => Bindings is null || _held.Contains(chat.Id);
}
