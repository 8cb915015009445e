using System.Globalization;
using System.Text.Json;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.IntegrationTests.Collecting.Toy;

/// <summary>Makes facts of the toy's words.</summary>
internal static class ToyResponses
{
    private static readonly HashSet<string> Known =
        ["day", "followers", "views", "gained", "reach28", "audience", "id", "published", "reactions", "comments", "campaign", "spend", "clicks", "conversation", "at", "from", "text"];

    private static readonly TimeSpan Settles = TimeSpan.FromDays(3);

    public static SourcePage Map(JsonElement answer, SourceReading reading)
    {
        var page = new Page(reading);
        foreach (var record in answer.GetProperty("data").EnumerateArray())
            page.Add(record);
        return page.ToPage(answer.TryGetProperty("told", out var told) ? [.. told.EnumerateArray().Select(day => Day(day.GetString()!))] : []);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed class Page(SourceReading reading)
    {
        private readonly List<MetricPoint> _points = [];
        private readonly List<Post> _posts = [];
        private readonly List<AdDay> _ads = [];
        private readonly List<LiveMessage> _messages = [];
        private readonly List<BadRecord> _bad = [];
        private readonly Dictionary<string, int> _unknown = [];

        public void Add(JsonElement record)
        {
            foreach (var field in record.EnumerateObject().Where(field => !Known.Contains(field.Name)))
                _unknown[field.Name] = _unknown.GetValueOrDefault(field.Name) + 1;
            try
            {
                Map(record);
            }
            catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
            {
                _bad.Add(new($"A record of {reading.Stream.Name} lacks something, or has it in another type.", string.Join(", ", record.EnumerateObject().Select(field => $"{field.Name}: {field.Value.ValueKind}"))));
            }
        }

        public SourcePage ToPage(IReadOnlyList<DateOnly> told) => new()
        {
            Points = _points,
            Posts = _posts,
            Ads = _ads,
            Messages = _messages,
            Bad = _bad,
            UnknownFields = _unknown,
            Told = [.. told.SelectMany(day => Kinds().Select(kind => new ObservedSpan(reading.Account.Id, kind, day, day, reading.ObservedAt)))],
        };

        private IEnumerable<string> Kinds() => reading.Stream.Name switch
        {
            "followers" => [FactKind.OfMetric(MetricCatalogue.Followers), FactKind.OfMetric(MetricCatalogue.Audience)],
            "daily" => [FactKind.OfMetric(MetricCatalogue.Views), FactKind.OfMetric(MetricCatalogue.FollowersGained), FactKind.OfMetric(MetricCatalogue.Reach)],
            "posts" => [FactKind.Posts],
            "ads" => [FactKind.Ads],
            _ => [FactKind.Messages],
        };

        private void Map(JsonElement record)
        {
            switch (reading.Stream.Name)
            {
                case "followers":
                    Point(MetricCatalogue.Followers, "", record, record.GetProperty("followers"));
                    foreach (var country in record.GetProperty("audience").EnumerateObject())
                        Point(MetricCatalogue.Audience, $"country:{country.Name}", record, country.Value);
                    break;
                case "daily":
                    var (views, gained, reach) = (record.GetProperty("views").GetInt64(), record.GetProperty("gained").GetInt64(), record.GetProperty("reach28").GetInt64());
                    Point(MetricCatalogue.Views, "", record, views);
                    Point(MetricCatalogue.FollowersGained, "", record, gained);
                    Point(MetricCatalogue.Reach, MetricCatalogue.WindowDimension(28), record, reach);
                    break;
                case "posts":
                    _posts.Add(new Post
                    {
                        AccountId = reading.Account.Id,
                        PostId = record.GetProperty("id").GetString()!,
                        PublishedAt = record.GetProperty("published").GetDateTimeOffset(),
                        Views = record.GetProperty("views").GetInt64(),
                        Reactions = record.GetProperty("reactions").GetInt64(),
                        Comments = record.GetProperty("comments").GetInt64(),
                        ObservedAt = reading.ObservedAt,
                    });
                    break;
                case "ads":
                    _ads.Add(new AdDay
                    {
                        AccountId = reading.Account.Id,
                        Day = DayOf(record),
                        Campaign = record.GetProperty("campaign").GetString()!,
                        SpendMicros = record.GetProperty("spend").GetInt64(),
                        Currency = reading.Place.Currency,
                        Clicks = record.GetProperty("clicks").GetInt64(),
                        ObservedAt = reading.ObservedAt,
                        SettlesAt = SettlesAt(record),
                    });
                    break;
                default:
                    _messages.Add(Message(record));
                    break;
            }
        }

        private LiveMessage Message(JsonElement record) => new(
            new ConversationMessage
            {
                AccountId = reading.Account.Id,
                Conversation = record.GetProperty("conversation").GetString()!,
                MessageId = record.GetProperty("id").GetString()!,
                At = record.GetProperty("at").GetDateTimeOffset(),
                Direction = record.GetProperty("from").GetString() == "brand" ? Direction.Outbound : Direction.Inbound,
                Kind = MessageKind.Comment,
                ObservedAt = reading.ObservedAt,
            },
            record.GetProperty("text").GetString());

        private void Point(string metric, string dimension, JsonElement record, JsonElement value) => Point(metric, dimension, record, value.GetInt64());

        private void Point(string metric, string dimension, JsonElement record, long value) =>
            _points.Add(new(reading.Account.Id, metric, dimension, DayOf(record), value, reading.ObservedAt, SettlesAt(record)));

        private DateTimeOffset SettlesAt(JsonElement record) => LocalDay.Start(DayOf(record).AddDays(1), reading.Place.DayZone) + Settles;

        private static DateOnly DayOf(JsonElement record) => Day(record.GetProperty("day").GetString()!);
    }
}
