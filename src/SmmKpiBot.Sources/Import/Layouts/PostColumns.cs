namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>Which columns of a table of posts say what. A figure the tool does not export stays null.</summary>
internal sealed record PostColumns
{
    public required ColumnSpec PublishedAt { get; init; }

    public required ColumnSpec PostId { get; init; }

    public ColumnSpec? Type { get; init; }

    public ColumnSpec? Topic { get; init; }

    public ColumnSpec? Paid { get; init; }

    public ColumnSpec? Url { get; init; }

    public ColumnSpec? Followers { get; init; }

    public ColumnSpec? Reach { get; init; }

    public ColumnSpec? Views { get; init; }

    public ColumnSpec? Reactions { get; init; }

    public ColumnSpec? Comments { get; init; }

    public ColumnSpec? Shares { get; init; }

    public ColumnSpec? Saves { get; init; }

    public ColumnSpec? LinkClicks { get; init; }

    public IReadOnlyList<ColumnSpec> All =>
    [
        .. new[] { PublishedAt, PostId, Type, Topic, Paid, Url, Followers, Reach, Views, Reactions, Comments, Shares, Saves, LinkClicks }.OfType<ColumnSpec>(),
    ];
}
