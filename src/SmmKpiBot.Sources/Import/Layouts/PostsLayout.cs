namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>Our own layout of posts.</summary>
internal sealed class PostsLayout : Layout
{
    private static readonly PostColumns Posts = new()
    {
        PublishedAt = ColumnSpec.Key("published_at", ColumnType.MomentOrDay, "published", "дата публікації", "дата публикации"),
        PostId = ColumnSpec.Key("post_id", ColumnType.Id, "id допису", "id поста"),
        Type = new("type", ColumnType.Text, "post type", "тип"),
        Topic = new("topic", ColumnType.Text, "рубрика", "тема"),
        Paid = new("paid", ColumnType.Flag),
        Url = new("url", ColumnType.Text, "permalink", "link", "посилання", "ссылка"),
        Followers = new("followers", ColumnType.Count, "підписники", "подписчики"),
        Reach = new("reach", ColumnType.Count, "охоплення", "охват"),
        Views = new("views", ColumnType.Count, "impressions", "перегляди", "просмотры"),
        Reactions = new("reactions", ColumnType.Count, "likes", "реакції", "вподобання", "реакции", "лайки"),
        Comments = new("comments", ColumnType.Count, "коментарі", "комментарии"),
        Shares = new("shares", ColumnType.Count, "reposts", "поширення", "репости", "репосты"),
        Saves = new("saves", ColumnType.Count, "saved", "збереження", "сохранения"),
        LinkClicks = new("link_clicks", ColumnType.Count, "clicks", "кліки", "клики"),
    };

    public override string Name => "posts";

    public override IReadOnlyList<ColumnSpec> Columns { get; } = Posts.All;

    public override IRowMapper MapperFor(TableContext table) => new PostMapper(table, Posts);
}
