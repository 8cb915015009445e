namespace SmmKpiBot.Sources.Import;

/// <summary>The layouts that files may have.</summary>
public static class ImportLayouts
{
    /// <summary>Our own layouts first, then the exports of networks and tools.</summary>
    public static IReadOnlyList<string> Names => throw new NotImplementedException();

    /// <summary>An example file (CSV) of one of our own layouts; null for another name.</summary>
    public static string? Template(string layout) => throw new NotImplementedException();
}
