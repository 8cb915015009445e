using SmmKpiBot.Bot.Access;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Which chats are looked at, and of which clients has to be known for that.</summary>
internal sealed record TellingScope
{
    /// <summary>Ids of bindings.</summary>
    public required IReadOnlySet<long> Bindings { get; init; }

    /// <summary>Telegram ids of the same chats.</summary>
    public required long[] ChatIds { get; init; }

    /// <summary>Everything these chats can be told is about one of them, or about no client; null: about anything.</summary>
    public long[]? Clients { get; init; }

    public static TellingScope Of(IReadOnlyCollection<BoundChat> chats) => new()
    {
        Bindings = chats.Select(chat => chat.Id).ToHashSet(),
        ChatIds = [.. chats.Select(chat => chat.ChatId).Distinct()],
        Clients = chats.All(AlertAudiences.HearsOfItsClientsOnly) ? [.. chats.SelectMany(chat => chat.ClientIds).Distinct()] : null,
    };

    public bool Holds(BoundChat chat) => Bindings.Contains(chat.Id);
}
