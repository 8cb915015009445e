using System.Text.Json;
using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>
/// What webhooks of Meta deliver of pages and of Instagram accounts: comments as changes, messages as messaging, or standby where another app leads the conversation. The
/// facts are those that a reading gives of the same. A thing that is not understood costs none of the others.
/// </summary>
/// <param name="automaticApps">Ids of apps that answer by themselves.</param>
public sealed class MetaDeliveries(AuthorHasher hasher, IReadOnlyCollection<string> automaticApps, DateTimeOffset now)
{
    private static readonly string[] Spoken = ["add", "edited", "edit"];

    private readonly AuthorHasher _hasher = hasher;
    private readonly IReadOnlyCollection<string> _automaticApps = automaticApps;
    private readonly DateTimeOffset _now = now;

    /// <summary>The place of each entry, by network and Meta's id.</summary>
    /// <exception cref="JsonException">The body is not what Meta sends.</exception>
    public static IReadOnlyList<(string Network, string PlaceId)> PlacesOf(ReadOnlySpan<byte> body) =>
        Read(body) is { } delivery ? [.. EntriesOf(delivery, new RecordReader(GraphJson.Options)).Select(entry => (delivery.Network!, entry.Id)).Distinct()] : [];

    /// <param name="body">Whose signature was checked.</param>
    /// <param name="places">All that are connected, of those that <see cref="PlacesOf"/> names.</param>
    /// <exception cref="JsonException">The body is not what Meta sends.</exception>
    public MetaDelivery Of(ReadOnlySpan<byte> body, IReadOnlyList<MetaPlace> places)
    {
        if (Read(body) is not { } delivery)
            return new([], 0);
        var records = new RecordReader(GraphJson.Options);
        var news = EntriesOf(delivery, records).SelectMany(entry => places.Where(place => place.Network == delivery.Network && place.PlaceId == entry.Id).SelectMany(place => Of(place, entry, records))).ToList();
        return new(news, records.Bad.Count);
    }

    private static DeliveryBody? Read(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize<DeliveryBody>(body, GraphJson.Options) is { Network: not null } delivery ? delivery : null;

    private static IEnumerable<DeliveredEntry> EntriesOf(DeliveryBody delivery, RecordReader records) =>
        delivery.Entry.Select(entry => records.Read<DeliveredEntry>(entry, "entry")).OfType<DeliveredEntry>();

    private IEnumerable<MetaNews> Of(MetaPlace place, DeliveredEntry entry, RecordReader records)
    {
        var words = new MetaWords(place.Network, place.AccountId, place.PlaceId, place.Brand, _hasher, _now);
        var comments = entry.Changes.Select(change => records.Read<DeliveredChange>(change, "change")).OfType<DeliveredChange>().Select(change => change.Field switch
        {
            "feed" => OfFeed(place, words, change.Value, records),
            "comments" or "live_comments" => OfComment(place, words, entry, change.Value, records),
            _ => null,
        });
        var messages = entry.Messaging.Concat(entry.Standby).Select(one => records.Read<DeliveredMessage>(one, "message")).OfType<DeliveredMessage>().Select(one => OfMessage(place, words, one));
        return comments.Concat(messages).OfType<MetaNews>();
    }

    private static MetaNews? OfFeed(MetaPlace place, MetaWords words, JsonElement value, RecordReader records)
    {
        if (records.Read<DeliveredFeed>(value, "feed") is not { Item: "comment", CommentId: { } id } feed)
            return null;
        var answersTo = feed.ParentId is { } parent && parent != feed.PostId && parent != id ? parent : null;
        if (feed.Verb == "remove")
            return new(place, null, (MetaWords.CommentThread(answersTo ?? id), id), answersTo);
        return feed.CreatedTime is { } at && Spoken.Contains(feed.Verb)
            ? new(place, words.Comment(answersTo ?? id, id, at, feed.From?.Id == place.PlaceId, feed.From?.Id, feed.Message, feed.Post?.PermalinkUrl), null, answersTo)
            : null;
    }

    /// <summary>Instagram does not say when a comment was written: it is delivered at once.</summary>
    private static MetaNews? OfComment(MetaPlace place, MetaWords words, DeliveredEntry entry, JsonElement value, RecordReader records)
    {
        if (records.Read<DeliveredComment>(value, "comment") is not { } comment)
            return null;
        var isOurs = comment.From?.Id == place.PlaceId || (place.Username is { } own && comment.From?.Username == own);
        return new(
            place, words.Comment(comment.ParentId ?? comment.Id, comment.Id, entry.Time, isOurs, comment.From?.Id ?? comment.From?.Username, comment.Text, null), null, comment.ParentId);
    }

    /// <summary>An echo is what the brand wrote, from whichever app. Reads, reactions and buttons have no message.</summary>
    private MetaNews? OfMessage(MetaPlace place, MetaWords words, DeliveredMessage delivered)
    {
        if (delivered is not { Message: { Mid: { Length: > 0 } id } message, Sender.Id: { } sender, Recipient.Id: { } recipient })
            return null;
        var isOurs = message.IsEcho == true || sender == place.PlaceId;
        var customer = isOurs ? recipient : sender;
        var app = isOurs && message.AppId is { ValueKind: JsonValueKind.Number or JsonValueKind.String } named ? named.ToString() : null;
        return message.IsDeleted == true
            ? new(place, null, (words.PersonThread(customer), id), null)
            : new(place, words.Letter(customer, id, delivered.Timestamp, isOurs, message.Text, isAutomatic: app is not null && _automaticApps.Contains(app)), null, null) { AppId = app };
    }
}
