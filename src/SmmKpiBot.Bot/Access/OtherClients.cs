using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Access;

/// <summary>What is said of other clients that something is there for as well: only those that the reader may see are named; that there are others may be known.</summary>
internal static class OtherClients
{
    private static readonly Words Unnamed = new("інший клієнт агенції, якого ви не ведете", "another client of the agency, who is not yours");

    public static Words Of(IReadOnlyList<Client> others, Scope reader)
    {
        var seen = others.Where(other => reader.Shows(other.Id)).Select(other => other.Name).ToList();
        var isAll = seen.Count == others.Count;
        return new(string.Join(", ", isAll ? seen : [.. seen, Unnamed.Uk]), string.Join(", ", isAll ? seen : [.. seen, Unnamed.En]));
    }
}
