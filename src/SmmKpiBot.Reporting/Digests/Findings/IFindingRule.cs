namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>
/// One thing worth saying. A rule speaks only when the figures it rests on can be judged and none of those it looks at says the opposite.
/// </summary>
internal interface IFindingRule
{
    Finding? Find(FindingFigures figures);
}
