using System.Collections.Frozen;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>The parts of formulas as people name them.</summary>
internal static class InputNames
{
    private static readonly FrozenDictionary<string, Words> Known = new Dictionary<string, Words>
    {
        ["engagements"] = new("взаємодії", "engagements"),
        ["reach"] = new("охоплення", "reach"),
        ["views"] = new("перегляди", "views"),
        ["followers"] = new("підписники", "followers"),
        ["posts"] = new("дописи", "posts"),
        ["sessions"] = new("візити", "visits"),
        ["spend"] = new("витрати", "spend"),
    }.ToFrozenDictionary();

    public static string Of(string name, Language language) =>
        Known.TryGetValue(name, out var words) ? words.In(language) : name.Replace('_', ' ');
}
