using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>
/// What customers and a brand write to each other on Meta's networks. A reading and a delivery of the same message give the same facts, but that
/// only a delivery names the app that wrote an answer. Whether a person used it is not said: an answer is a person's unless its app is one that answers by itself.
/// </summary>
internal sealed class MetaWords(string network, long accountId, string placeId, IReadOnlyCollection<string> brand, AuthorHasher hasher, DateTimeOffset now)
{
    private readonly string _network = network;
    private readonly long _accountId = accountId;
    private readonly string _placeId = placeId;
    private readonly IReadOnlyCollection<string> _brand = brand;
    private readonly AuthorHasher _hasher = hasher;
    private readonly DateTimeOffset _now = now;

    public MetaWords(string network, GraphReading reading, AuthorHasher hasher)
        : this(network, reading.AccountId, reading.Id, BrandOf(reading.Asked.Account.Name, reading.Asked.Place.Name, reading.Asked.Place.Details.GetValueOrDefault("username")), hasher, reading.Now)
    {
    }

    public static IReadOnlyCollection<string> BrandOf(params string?[] names) => [.. names.OfType<string>()];

    /// <summary>The conversation of what stands below a comment at the top.</summary>
    public static string CommentThread(string topComment) => "comment:" + topComment;

    /// <summary>The conversation with one person. The id of a person is nowhere kept as it is.</summary>
    public string PersonThread(string person) => "person:" + Hash(person);

    /// <param name="top">The comment at the top, of itself for one that is.</param>
    /// <param name="person">Null for who hides it.</param>
    public LiveMessage Comment(string top, string id, DateTimeOffset at, bool isOurs, string? person, string? text, string? link) =>
        Live(CommentThread(top), id, at, isOurs, MessageKind.Comment, person, text, link) with { HasIdOfItsOwn = true };

    /// <param name="customer">Who writes with the brand, whichever of both wrote this.</param>
    public LiveMessage Letter(string customer, string id, DateTimeOffset at, bool isOurs, string? text, string? link = null, bool isAutomatic = false) =>
        Live(PersonThread(customer), id, at, isOurs, MessageKind.Message, customer, text, link, isAutomatic);

    private LiveMessage Live(string conversation, string id, DateTimeOffset at, bool isOurs, MessageKind kind, string? person, string? text, string? link, bool isAutomatic = false) => new(
        new ConversationMessage
        {
            AccountId = _accountId,
            Conversation = conversation,
            MessageId = id,

            // A server's clock may be ahead of ours; nothing was written in the future.
            At = at < _now ? at : _now,
            Direction = isOurs ? Direction.Outbound : Direction.Inbound,
            Kind = kind,
            Automatic = isOurs && isAutomatic,
            Author = isOurs || person is null ? null : Hash(person),
            NoAnswer = isOurs ? NoAnswerReason.None : NoAnswerFinder.Of(text, kind, _brand),
            ObservedAt = _now,
        },
        isOurs ? null : text,
        link,
        isOurs || !string.IsNullOrWhiteSpace(text) ? null : MessageMedia.Unknown);

    private string Hash(string person) => _hasher.Hash($"{_network}:{_placeId}:{person}");
}
