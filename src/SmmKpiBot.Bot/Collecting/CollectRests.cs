using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>How long something that failed is left alone: longer with each failure, and as long as the network asks for.</summary>
internal static class CollectRests
{
    private static readonly TimeSpan[] Growing =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6)];

    /// <summary>A refusal may pass: a guard on the way, an object that Meta does not see for an hour. What somebody has to grant may be granted one day; the longer that takes, the less often it is asked for.</summary>
    private static readonly TimeSpan[] Refused = [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1)];

    /// <summary>As soon as it is mended everything is to go on.</summary>
    private static readonly TimeSpan Misconfigured = TimeSpan.FromMinutes(15);

    /// <param name="failures">Those before, one after the other.</param>
    public static TimeSpan After(int failures, SourceProblem problem, TimeSpan? asked)
    {
        var rest = problem switch
        {
            SourceProblem.Forbidden or SourceProblem.NotAllowed => Refused[Math.Min(failures, Refused.Length - 1)],
            SourceProblem.Misconfigured => Misconfigured,
            _ => Growing[Math.Min(failures, Growing.Length - 1)],
        };
        return asked > rest ? asked.Value : rest;
    }
}
