using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Import.Layouts;

namespace SmmKpiBot.Sources.Import.Exports;

/// <summary>Tables of YouTube Studio's advanced mode, as CSV or in their archive: by date and by video, each with a row of totals.</summary>
internal static class YouTubeStudio
{
    private const string Name = "youtube-studio";

    public static DailyExport Daily { get; } = new(Name, ColumnSpec.Key("Date", ColumnType.Day, "Дата"),
    [
        new(new("Views", ColumnType.Count, "Перегляди", "Просмотры"), MetricCatalogue.Views),
        new(new("Subscribers gained", ColumnType.Count, "Отримані підписники", "Новые подписчики"), MetricCatalogue.FollowersGained),
        new(new("Subscribers lost", ColumnType.Count, "Втрачені підписники"), MetricCatalogue.FollowersLost),
        new(new("Unique viewers", ColumnType.Count, "Унікальні глядачі", "Уникальные зрители"), MetricCatalogue.Reach, "days:1"),
    ])
    { Foreign = ["Content", "Контент", "Video title", "Назва відео", "Название видео"], TotalsWord = "Total" };

    public static PostsExport Videos { get; } = new(Name, new PostColumns
    {
        PublishedAt = ColumnSpec.Key("Video publish time", ColumnType.MomentOrDay, "Час публікації відео", "Время публикации видео"),
        PostId = ColumnSpec.Key("Content", ColumnType.Id, "Video", "Контент", "Відео", "Видео"),
        Reach = new("Unique viewers", ColumnType.Count, "Унікальні глядачі", "Уникальные зрители"),
        Views = new("Views", ColumnType.Count, "Перегляди", "Просмотры"),
        Reactions = new("Likes", ColumnType.Count, "Оцінки \"подобається\"", "Отметки \"Нравится\""),
        Comments = new("Comments added", ColumnType.SignedCount, "Додані коментарі", "Комментарии"),
        Shares = new("Shares", ColumnType.Count, "Поширення", "Поделились"),
    })
    { TotalsWord = "Total", ForeignZone = true };
}
