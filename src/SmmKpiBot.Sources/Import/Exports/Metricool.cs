using SmmKpiBot.Sources.Import.Layouts;

namespace SmmKpiBot.Sources.Import.Exports;

/// <summary>Lists of posts from Metricool, whose columns differ by version, network and language: a link, a time and figures are enough.</summary>
internal static class Metricool
{
    public static PostsExport Posts { get; } = new("metricool", new PostColumns
    {
        PublishedAt = ColumnSpec.Key("Published", ColumnType.MomentOrDay, "Date", "Timestamp", "Publication date", "Fecha", "Дата"),
        PostId = ColumnSpec.Key("Link", ColumnType.Text, "URL", "Permalink", "Post link", "Enlace", "Посилання"),
        Type = new("Type", ColumnType.Text, "Tipo"),
        Reach = new("Reach", ColumnType.Count, "Alcance", "Охоплення"),
        Views = new("Views", ColumnType.Count, "Impressions", "Impresiones", "Visualizaciones", "Перегляди"),
        Reactions = new("Likes", ColumnType.Count, "Reactions", "Me gusta", "Вподобання"),
        Comments = new("Comments", ColumnType.Count, "Comentarios", "Коментарі"),
        Shares = new("Shares", ColumnType.Count, "Retweets", "Reposts", "Compartidos", "Поширення"),
        Saves = new("Saves", ColumnType.Count, "Saved", "Guardados", "Збереження"),
        LinkClicks = new("Link clicks", ColumnType.Count, "Clicks", "Clics", "Кліки"),
    })
    { Least = 5, IdOf = PostLink.IdOf };
}
