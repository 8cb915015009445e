using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Import.Layouts;
using SmmKpiBot.Sources.Import.Tables;

namespace SmmKpiBot.Sources.Import.Exports;

/// <summary>A daily series from Meta Business Suite: one file for each metric, whose name is the title above the header.</summary>
internal sealed class MetaSeries : Layout
{
    private static readonly ColumnSpec Date = ColumnSpec.Key("Date", ColumnType.Day, "Дата");

    private static readonly ColumnSpec Value =
        new("Primary", ColumnType.Count, "Основний", "Основна", "Основне", "Первинний", "Основной", "Основная", "Основное", "Первичный") { Needed = true };

    /// <summary>Titles without the network's name, folded.</summary>
    private static readonly (string[] Titles, string Metric, string Dimension)[] Known =
    [
        (["follows", "new follows", "new followers", "follower gains", "підписки", "нові підписки", "нові підписники", "подписки", "новые подписки", "новые подписчики"], MetricCatalogue.FollowersGained, ""),
        (["unfollows", "відписки", "скасовані підписки", "отписки", "отмены подписки"], MetricCatalogue.FollowersLost, ""),
        (["reach", "viewers", "page reach", "охоплення", "глядачі", "охват", "зрители"], MetricCatalogue.Reach, "days:1"),
        (["views", "impressions", "перегляди", "покази", "просмотры", "показы"], MetricCatalogue.Views, ""),
        (["visits", "page visits", "profile visits", "page and profile visits", "відвідування", "відвідування сторінки", "відвідування профілю", "посещения", "посещения страницы", "посещения профиля"], MetricCatalogue.ProfileVisits, ""),
        (["link clicks", "кліки посилань", "кліки за посиланням", "переходи за посиланням", "клики по ссылке", "клики по ссылкам"], MetricCatalogue.LinkClicks, ""),
    ];

    private static readonly string[] NetworkWords =
        ["facebook page", "instagram profile", "facebook", "instagram", "сторінки facebook", "профілю instagram", "на facebook", "у facebook", "в facebook", "в instagram", "у instagram"];

    public override string Name => MetaPosts.Name;

    public override IReadOnlyList<ColumnSpec> Columns { get; } = [Date, Value];

    public override IRowMapper MapperFor(TableContext table)
    {
        var title = table.Preamble.LastOrDefault(row => row.Title is { } text && !text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase));
        var titles = string.Join(", ", Known.Select(known => known.Titles[0]));
        if (title?.Title is not { } named)
            throw new TableException(1, "", new Wording($"над заголовком має стояти назва показника: {titles}", $"a title above the header that names the metric: {titles}")) { Table = table.TableName };
        var (metric, dimension) = Find(named)
            ?? throw new TableException(title.Line, named, new Wording(
                $"такого показника я не веду; веду: {titles}",
                $"a metric that is kept: {titles} (with or without the network's name)"))
            { Table = table.TableName };
        return new DailyExport(Name, Date, [new DailyColumn(Value, metric, dimension)]).MapperFor(table);
    }

    private static (string Metric, string Dimension)? Find(string title)
    {
        var candidates = NetworkWords.Select(word => title.Replace(word, "", StringComparison.OrdinalIgnoreCase)).Prepend(title).Select(HeaderText.Fold).ToArray();
        foreach (var (titles, metric, dimension) in Known)
        {
            if (titles.Any(known => candidates.Contains(HeaderText.Fold(known))))
                return (metric, dimension);
        }

        return null;
    }
}
