using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;

namespace SmmKpiBot.Data.Facts.Tables;

/// <summary>A row of <c>post_observation</c>.</summary>
internal sealed record PostRow : StoredRow
{
    public const string Columns = """
        p.account_id as AccountId, p.post_id as PostId, p.batch_id as BatchId, p.published_at as PublishedAt, p.type as Type, p.topic as Topic, p.paid as Paid,
        p.url as Url, p.followers as Followers, p.reach as Reach, p.views as Views, p.reactions as Reactions, p.comments as Comments, p.shares as Shares,
        p.saves as Saves, p.link_clicks as LinkClicks
        """;

    public long AccountId { get; init; }

    public string PostId { get; init; } = "";

    public long PublishedAt { get; init; }

    public string? Type { get; init; }

    public string? Topic { get; init; }

    public long? Paid { get; init; }

    public string? Url { get; init; }

    public long? Followers { get; init; }

    public long? Reach { get; init; }

    public long? Views { get; init; }

    public long? Reactions { get; init; }

    public long? Comments { get; init; }

    public long? Shares { get; init; }

    public long? Saves { get; init; }

    public long? LinkClicks { get; init; }

    public Post ToFact(DateTimeOffset observedAt) => new()
    {
        AccountId = AccountId,
        PostId = PostId,
        PublishedAt = UnixMicros.ToInstant(PublishedAt),
        Type = Type,
        Topic = Topic,
        Paid = Paid is { } paid ? paid != 0 : null,
        Url = Url,
        Followers = Followers,
        Reach = Reach,
        Views = Views,
        Reactions = Reactions,
        Comments = Comments,
        Shares = Shares,
        Saves = Saves,
        LinkClicks = LinkClicks,
        ObservedAt = observedAt,
    };
}
