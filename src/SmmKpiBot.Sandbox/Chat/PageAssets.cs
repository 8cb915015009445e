namespace SmmKpiBot.Sandbox.Chat;

/// <summary>The page's files, embedded in the program.</summary>
internal static class PageAssets
{
    private static readonly (string Extension, string Type)[] Types =
    [
        (".html", "text/html; charset=utf-8"), (".css", "text/css; charset=utf-8"), (".js", "text/javascript; charset=utf-8"), (".svg", "image/svg+xml"),
    ];

    public static void MapAssets(this WebApplication web)
    {
        var files = typeof(PageAssets).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("page/", StringComparison.Ordinal));
        foreach (var file in files)
        {
            var path = file["page/".Length..];
            web.MapGet(path == "index.html" ? "/" : "/" + path, () => Results.Stream(Open(file), TypeOf(path)));
        }
    }

    private static Stream Open(string file) => typeof(PageAssets).Assembly.GetManifestResourceStream(file)!;

    private static string TypeOf(string path) => Types.First(type => path.EndsWith(type.Extension, StringComparison.Ordinal)).Type;
}
