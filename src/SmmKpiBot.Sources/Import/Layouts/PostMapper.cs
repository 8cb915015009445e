using SmmKpiBot.Data.Posts;

namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>A row of any table of posts as a <see cref="Post"/>.</summary>
/// <param name="idOf">Makes the id out of what the id column holds (a link, say); null = as it is.</param>
/// <param name="paidOf">Reads whether a post was paid for where the column is no flag.</param>
internal sealed class PostMapper(TableContext table, PostColumns columns, Func<string, string>? idOf = null, Func<string, bool?>? paidOf = null) : IRowMapper
{
    private readonly TableContext _table = table;
    private readonly Func<string, string>? _idOf = idOf;
    private readonly Func<string, bool?>? _paidOf = paidOf;
    private readonly BoundColumn _publishedAt = table.Header[columns.PublishedAt];
    private readonly BoundColumn _postId = table.Header[columns.PostId];
    private readonly BoundColumn? _type = Bound(table, columns.Type);
    private readonly BoundColumn? _topic = Bound(table, columns.Topic);
    private readonly BoundColumn? _paid = Bound(table, columns.Paid);
    private readonly BoundColumn? _url = Bound(table, columns.Url);
    private readonly BoundColumn? _followers = Bound(table, columns.Followers);
    private readonly BoundColumn? _reach = Bound(table, columns.Reach);
    private readonly BoundColumn? _views = Bound(table, columns.Views);
    private readonly BoundColumn? _reactions = Bound(table, columns.Reactions);
    private readonly BoundColumn? _comments = Bound(table, columns.Comments);
    private readonly BoundColumn? _shares = Bound(table, columns.Shares);
    private readonly BoundColumn? _saves = Bound(table, columns.Saves);
    private readonly BoundColumn? _linkClicks = Bound(table, columns.LinkClicks);

    public void Map(RowValues row, List<object> facts)
    {
        var publishedAt = row.Instant(_publishedAt);
        var id = row.Text(_postId);
        var post = new Post
        {
            AccountId = _table.AccountId,
            PostId = id is null ? "" : _idOf?.Invoke(id) ?? id,
            PublishedAt = publishedAt ?? default,
            Type = Text(row, _type),
            Topic = Text(row, _topic),
            Paid = Paid(row),
            Url = Text(row, _url) ?? (_idOf is not null && id?.StartsWith("http", StringComparison.OrdinalIgnoreCase) == true ? id : null),
            Followers = Count(row, _followers),
            Reach = Count(row, _reach),
            Views = Count(row, _views),
            Reactions = Count(row, _reactions),
            Comments = Count(row, _comments),
            Shares = Count(row, _shares),
            Saves = Count(row, _saves),
            LinkClicks = Count(row, _linkClicks),
            ObservedAt = _table.ObservedAt,
        };
        if (publishedAt is not null && id is not null)
            facts.Add(post);
    }

    private bool? Paid(RowValues row)
    {
        if (_paid is null)
            return null;
        return _paidOf is null ? row.Flag(_paid) : row.Text(_paid) is { } text ? _paidOf(text) : null;
    }

    private static BoundColumn? Bound(TableContext table, ColumnSpec? spec) => spec is not null && table.Header[spec] is { Exists: true } column ? column : null;

    private static string? Text(RowValues row, BoundColumn? column) => column is null ? null : row.Text(column);

    private static long? Count(RowValues row, BoundColumn? column) => column is null ? null : row.Count(column);
}
