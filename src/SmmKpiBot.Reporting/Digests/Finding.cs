using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>A sentence from a rule, tied to the figures it rests on.</summary>
/// <param name="For">For the team only, or for the client as well.</param>
/// <param name="Keys">The KPIs whose figures the sentence rests on.</param>
public sealed record Finding(string Rule, Words Text, Reader For, IReadOnlyList<string> Keys);
