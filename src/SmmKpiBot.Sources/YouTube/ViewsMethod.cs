using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>What YouTube means by a view.</summary>
internal static class ViewsMethod
{
    public static readonly SourceWords Remark = new(
        "Між 24 і 27 серпня 2026 року YouTube змінив, що вважає переглядом: відтоді рахується кожен перший кадр, і той, що ввімкнувся сам. Перегляди до й після не порівнюйте; зацікавлені перегляди (engaged_views) — можна.",
        "YouTube changed what a view is between 2026-08-24 and 2026-08-27: since then every first frame counts, playing by itself included. Views before and after are not comparable; engaged_views are.");
}
