using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>Followers grew and the new ones match the target audience better than before.</summary>
internal sealed class FollowersInTarget : IFindingRule
{
    public Finding? Find(FindingFigures figures)
    {
        if (figures.All.Known("followers.net") is not { Value: > 0 } net || figures.Better("audience.new_match") is not { } match || figures.IsWorse(net.Key)
            || match is not { ComparedValue: >= 0 and <= 1, ComparedPrevious: >= 0 and <= 1 })
        {
            return null;
        }

        var (value, previous) = (FindingFigures.Value(match), FindingFigures.Previous(match));
        var text = new Words(
            $"Серед нових підписників більше людей із ЦА: {value.Uk} (було {previous.Uk})",
            $"More of the new followers are in the target audience: {value.En} (was {previous.En})");
        return new Finding("followers-in-target", text, Reader.Client, [net.Key, match.Key]);
    }
}
