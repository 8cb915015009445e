using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>Days of posts and messages are told whole only by a reading all of whose records could be read: one that was kept aside may be of any of them.</summary>
internal static class WholeLists
{
    public static async IAsyncEnumerable<SourcePage> Of(IAsyncEnumerable<SourcePage> pages)
    {
        var isWhole = true;
        await foreach (var page in pages)
        {
            isWhole &= page.Bad.Count == 0;
            yield return isWhole ? page : page with { Told = [.. page.Told.Where(span => span.Kind is not (FactKind.Posts or FactKind.Messages))] };
        }
    }
}
