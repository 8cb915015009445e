using System.Globalization;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts.Collected;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;

namespace SmmKpiBot.Bot.Telegram.Channels;

/// <summary>What Telegram told of a channel, as facts.</summary>
internal static class ChannelFacts
{
    /// <summary>The ids of supergroups and channels lie below.</summary>
    private const long FirstChannel = -1_000_000_000_000;

    /// <summary>Telegram keeps what the bot did not fetch so long; later nothing of a day comes any more.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(24);

    public static CollectedPage Page(Feed feed, long accountId, Client client, IReadOnlyList<UntoldPost> posts, IReadOnlyList<UntoldDay> days, DateTimeOffset now) => new()
    {
        AccountId = accountId,
        ObservedAt = now,
        Posts = [.. posts.Select(post => Post(feed, accountId, post, now))],
        Points = [.. days.SelectMany(day => Points(accountId, client, day, now))],
        Ads = [.. days.SelectMany(day => day.Links.Select(link => Ad(accountId, client, link, now)))],
        Told = [.. days.SelectMany(day => Told(accountId, day, now))],
    };

    private static Post Post(Feed feed, long accountId, UntoldPost post, DateTimeOffset now) => new()
    {
        AccountId = accountId,
        PostId = post.PostId.ToString(CultureInfo.InvariantCulture),
        PublishedAt = UnixMicros.ToInstant(post.PublishedAt),
        Type = post.Album is null ? post.Kind : "album",
        Url = feed.ChannelName is { } name
            ? string.Create(CultureInfo.InvariantCulture, $"https://t.me/{name}/{post.PostId}")
            : string.Create(CultureInfo.InvariantCulture, $"https://t.me/c/{FirstChannel - feed.ChatId}/{post.PostId}"),
        Reactions = post.Reactions,
        Comments = post.Comments,
        ObservedAt = now,
    };

    private static IEnumerable<MetricPoint> Points(long accountId, Client client, UntoldDay told, DateTimeOffset now)
    {
        var day = DateOnly.FromDayNumber((int)told.Day);
        var settles = Settles(client, day);
        if (!IsTold(told))
            yield break;
        yield return new(accountId, MetricCatalogue.FollowersGained, "", day, told.Gained, now, settles);
        yield return new(accountId, MetricCatalogue.FollowersLost, "", day, told.Lost, now, settles);
    }

    /// <summary>What the advertisement cost, Telegram does not know. Where somebody typed it, that is all of it: on its day, and nothing on the others.</summary>
    private static AdDay Ad(long accountId, Client client, LinkDay link, DateTimeOffset now)
    {
        var day = DateOnly.FromDayNumber((int)link.Day);
        return new()
        {
            AccountId = accountId,
            Day = day,
            Campaign = link.Name,
            SpendMicros = link.SpendMicros is null ? null : link.SpendDay == link.Day ? link.SpendMicros : 0,
            Currency = link.Currency,
            NewFollowers = link.Followers,
            ObservedAt = now,
            SettlesAt = Settles(client, day),
        };
    }

    private static IEnumerable<ObservedSpan> Told(long accountId, UntoldDay told, DateTimeOffset now)
    {
        var day = DateOnly.FromDayNumber((int)told.Day);
        string[] moves = IsTold(told) ? [FactKind.OfMetric(MetricCatalogue.FollowersGained), FactKind.OfMetric(MetricCatalogue.FollowersLost)] : [];
        string[] ads = told.HasLinks ? [FactKind.Ads] : [];
        return ((string[])[.. moves, .. ads])
            .Select(kind => new ObservedSpan(accountId, kind, day, day, now));
    }

    /// <summary>Of a day on which nobody listened, somebody may have come unseen.</summary>
    private static bool IsTold(UntoldDay day) => day.IsHeard != 0 || day.Gained + day.Lost > 0;

    private static DateTimeOffset Settles(Client client, DateOnly day) => LocalDay.Start(day.AddDays(1), client.TimeZone) + Late;
}
