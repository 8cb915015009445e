using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Import.Layouts;

namespace SmmKpiBot.Sources.Import.Exports;

/// <summary>
/// Tables from TikTok Studio, as CSV or in their archive. Dates carry no year: they lie before the day in the archive's name, else before today.
/// Likes that are taken back make figures negative; they are kept. Headers follow the language of the page.
/// </summary>
internal static class TikTokStudio
{
    private const string Name = "tiktok-studio";

    private static ColumnSpec Date => ColumnSpec.Key("Date", ColumnType.Day, "Дата", "Datum");

    public static DailyExport Overview { get; } = new(Name, Date,
    [
        new(new("Video Views", ColumnType.SignedCount, "Перегляди відео", "Просмотры видео", "Videovisningar"), MetricCatalogue.Views),
        new(new("Profile Views", ColumnType.SignedCount, "Перегляди профілю", "Просмотры профиля", "Profilvisningar"), MetricCatalogue.ProfileVisits),
        new(new("New followers", ColumnType.SignedCount, "Нові підписники", "Новые подписчики"), MetricCatalogue.FollowersGained),
        new(new("Reached audience", ColumnType.Count, "Охоплена аудиторія", "Охваченная аудитория"), MetricCatalogue.Reach, "days:1"),
    ]);

    public static DailyExport Followers { get; } = new(Name, Date,
    [
        new(new("Followers", ColumnType.Count, "Підписники", "Подписчики", "Följare"), MetricCatalogue.Followers),
    ])
    { Foreign = ["Hour", "Година", "Час"] };

    public static PostsExport Content { get; } = new(Name, new PostColumns
    {
        PublishedAt = ColumnSpec.Key("Post time", ColumnType.MomentOrDay, "Час публікації", "Время публикации"),
        PostId = ColumnSpec.Key("Video link", ColumnType.Text, "Посилання на відео", "Ссылка на видео"),
        Views = new("Total views", ColumnType.SignedCount, "Views", "Video views", "Перегляди", "Просмотры", "Усього переглядів", "Всего просмотров"),
        Reactions = new("Total likes", ColumnType.SignedCount, "Likes", "Вподобання", "Лайки"),
        Comments = new("Total comments", ColumnType.SignedCount, "Comments", "Коментарі", "Комментарии"),
        Shares = new("Total shares", ColumnType.SignedCount, "Shares", "Поширення", "Репости", "Репосты"),
        Saves = new("Favorites", ColumnType.SignedCount, "Favourites", "Saves", "Total saves", "Add to favorites", "Обране", "Избранное"),
    })
    { IdOf = PostLink.IdOf, ForeignZone = true };
}
