using SmmKpiBot.Sources.Import.Layouts;

namespace SmmKpiBot.Sources.Import.Exports;

/// <summary>
/// Posts from Meta Business Suite, Facebook and Instagram. Its column <c>Date</c> holds the word "Lifetime" and is not read; the time is in <c>Publish time</c>.
/// Files are named in English, Ukrainian and Russian; the number of other columns changes from month to month.
/// </summary>
internal static class MetaPosts
{
    public const string Name = "meta-business-suite";

    public static PostsExport Layout { get; } = new(Name, new PostColumns
    {
        PublishedAt = ColumnSpec.Key("Publish time", ColumnType.Moment, "Час публікації", "Время публикации"),
        PostId = ColumnSpec.Key("Post ID", ColumnType.Id, "Ідентифікатор допису", "ID допису", "Идентификатор публикации", "ID публикации"),
        Type = new("Post type", ColumnType.Text, "Тип допису", "Тип публикации"),
        Url = new("Permalink", ColumnType.Text, "Постійне посилання", "Постоянная ссылка"),
        Reach = new("Reach", ColumnType.Count, "Охоплення", "Охват"),
        Views = new("Views", ColumnType.Count, "Impressions", "Перегляди", "Покази", "Просмотры", "Показы"),
        Reactions = new("Reactions", ColumnType.Count, "Likes", "Реакції", "Вподобання", "Уподобання", "Реакции", "Отметки \"Нравится\""),
        Comments = new("Comments", ColumnType.Count, "Коментарі", "Комментарии"),
        Shares = new("Shares", ColumnType.Count, "Поширення", "Репосты", "Количество репостов"),
        Saves = new("Saves", ColumnType.Count, "Збереження", "Сохранения"),
        LinkClicks = new("Link Clicks", ColumnType.Count, "Кліки посилань", "Клики по ссылке"),
    })
    { Least = 4, ForeignZone = true };
}
