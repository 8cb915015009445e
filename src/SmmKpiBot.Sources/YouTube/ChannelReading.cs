using System.Runtime.CompilerServices;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Google;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>Subscribers as of now; YouTube gives their history to nobody.</summary>
internal sealed class ChannelReading(YouTubeClient client)
{
    private const long ExactBelow = 1_000;

    private readonly YouTubeClient _client = client;

    public async IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var today = PacificTime.Day(reading.ObservedAt);
        if (reading.IsHistory || today < reading.From || today > reading.To)
            yield break;
        var path = $"channels?part=snippet,statistics&id={Uri.EscapeDataString(reading.Place.ExternalId)}";
        var body = await _client.ListAsync<ListBody>(reading.Access, reading.Priority, path, [], cancellationToken);
        yield return Map(reading, today, body!);
    }

    public static SourcePage Map(SourceReading reading, DateOnly today, ListBody body)
    {
        var records = new RecordReader(YouTubeJson.Options);
        if (body.Items.Count == 0)
            throw new SourceException(SourceProblem.Forbidden, new SourceWords("YouTube не знає (вже не знає) такого каналу.", "YouTube knows no such channel (any more)."));
        var channel = records.Read<ChannelBody>(body.Items[0], "channel");
        if (channel?.Statistics is { HiddenSubscriberCount: false, SubscriberCount: null })
        {
            records.Refuse(body.Items[0], "channel without subscriberCount");
            channel = null;
        }

        return new()
        {
            Points = channel is null ? [] : [new(reading.Account.Id, MetricCatalogue.Followers, "", today, Subscribers(channel), reading.ObservedAt, reading.ObservedAt)],
            Told = channel is null ? [] : [new(reading.Account.Id, FactKind.OfMetric(MetricCatalogue.Followers), today, today, reading.ObservedAt)],
            Bad = records.Bad,
            UnknownFields = records.UnknownFields,
            Remarks = channel is null ? [] : [.. Remarks(channel)],
        };
    }

    public static IEnumerable<SourceWords> Remarks(ChannelBody channel)
    {
        if (channel.Statistics is { HiddenSubscriberCount: true })
            yield return new SourceWords("Канал приховує кількість підписників.", "This channel hides the number of its subscribers.");
        else if (Subscribers(channel) >= ExactBelow)
            yield return new SourceWords(
                "YouTube округлює кількість підписників до трьох цифр униз, тож вона змінюється стрибками. Точно відомо, скільки підписалося й відписалося.",
                "YouTube rounds the number of subscribers down to three digits: it moves in steps. Exact are those gained and lost.");
    }

    private static long? Subscribers(ChannelBody channel) => channel.Statistics is { HiddenSubscriberCount: false, SubscriberCount: { } count } ? count : null;
}
