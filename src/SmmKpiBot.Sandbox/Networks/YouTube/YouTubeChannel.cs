using SmmKpiBot.Sandbox.Networks.Model;

namespace SmmKpiBot.Sandbox.Networks.YouTube;

/// <summary>A channel of the stand-in: the brand as YouTube knows it.</summary>
internal sealed class YouTubeChannel(string id, string title, string handle, BrandModel brand)
{
    private static readonly ModelFigure VideoViews = new("video views", 4_000);
    private static readonly ModelFigure VideoLikes = new("video likes", 220);
    private static readonly ModelFigure VideoShares = new("video shares", 35);

    public static ModelFigure Views { get; } = new("channel views", 1_900);

    public static ModelFigure EngagedViews { get; } = new("channel engaged views", 1_400);

    public static ModelFigure Gained { get; } = new("subscribers gained", 14);

    public static ModelFigure Lost { get; } = new("subscribers lost", 4);

    public static ModelFigure Likes { get; } = new("channel likes", 95);

    public static ModelFigure Comments { get; } = new("channel comments", 11);

    public static ModelFigure SharesByDay { get; } = new("channel shares", 17);

    public static ModelFigure WatchMinutes { get; } = new("minutes watched", 5_200);

    public string Id { get; } = id;

    public string Title { get; } = title;

    public string Handle { get; } = handle;

    public BrandModel Brand { get; } = brand;

    public string Uploads => "UU" + Id[2..];

    /// <summary>Who may see more than everybody.</summary>
    public string? Owner { get; set; }

    public bool HidesSubscribers { get; set; }

    public bool CommentsOff { get; set; }

    /// <summary>Neither likes nor comments of its videos are shown.</summary>
    public bool HidesCounters { get; set; }

    /// <summary>Videos that only the owner sees.</summary>
    public HashSet<string> Private { get; } = [];

    /// <summary>Taken down.</summary>
    public HashSet<string> Gone { get; } = [];

    /// <summary>YouTube counts anew a few times a day.</summary>
    public static DateTimeOffset Counted(DateTimeOffset now) => new(now.UtcDateTime.Date.AddHours(now.UtcDateTime.Hour / 6 * 6), TimeSpan.Zero);

    public long Subscribers(DateOnly today) => Brand.Followers(Gained, Lost, today);

    /// <summary>YouTube shows three digits.</summary>
    public static long Rounded(long subscribers)
    {
        var unit = 1L;
        while (subscribers / unit >= 1_000)
            unit *= 10;
        return subscribers / unit * unit;
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<YouTubeVideo> Videos(DateTimeOffset now) =>
    [
        .. Brand.Posts(Brand.FirstDay, DateOnly.FromDateTime(now.UtcDateTime)).Where(post => post.PublishedAt <= Counted(now)).Reverse()
            .Select(post => new YouTubeVideo("vd" + post.Key, post)).Where(video => !Gone.Contains(video.Id)),
    ];

    public (long Views, long Likes, long Comments) Counters(YouTubeVideo video, DateTimeOffset now) =>
        (Brand.OfPost(video.Post, VideoViews, Counted(now)), Brand.OfPost(video.Post, VideoLikes, Counted(now)), Brand.Comments(video.Post, Counted(now)).Count);

    public long Shares(YouTubeVideo video, DateTimeOffset now) => Brand.OfPost(video.Post, VideoShares, Counted(now));

    /// <summary>Threads under the channel's videos by then, newest first.</summary>
    public IReadOnlyList<YouTubeThread> Threads(DateTimeOffset now) =>
    [
        .. Videos(now).SelectMany(video =>
        {
            var words = Brand.Comments(video.Post, Counted(now));
            return words.Where(word => word.Parent is null).Select(question => Thread(video, question, [.. words.Where(word => word.Parent == question.Key)], Counted(now)));
        }).OrderByDescending(thread => thread.Question.At).ThenByDescending(thread => thread.Question.Key, StringComparer.Ordinal),
    ];

    /// <summary>Under some questions many people write.</summary>
    private static YouTubeThread Thread(YouTubeVideo video, ModelWord question, IReadOnlyList<ModelWord> answers, DateTimeOffset now)
    {
        var isTalk = question.Key[^1] == '2' && question.At.DayOfWeek is (DayOfWeek.Monday or DayOfWeek.Wednesday or DayOfWeek.Friday);
        var talk = Enumerable.Range(1, isTalk ? 130 : 0).Select(number => new ModelWord($"{question.Key}{number:000}", question.Thread, question.Key, $"90000{number:0000}", question.At.AddMinutes(number), "Me too?")).Where(word => word.At <= now);
        return new(video.Id, question, [.. answers, .. talk]);
    }
}

internal sealed record YouTubeVideo(string Id, ModelPost Post);

/// <summary>A question under a video, and everything that was said to it.</summary>
internal sealed record YouTubeThread(string VideoId, ModelWord Question, IReadOnlyList<ModelWord> Replies);
