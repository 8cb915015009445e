namespace SmmKpiBot.Sources.YouTube;

/// <summary>What YouTube means by a view.</summary>
internal static class ViewsMethod
{
    public const string Remark =
        "YouTube changed what a view is between 2026-08-24 and 2026-08-27: since then every first frame counts, playing by itself included. Views before and after are not comparable; engaged_views are.";
}
