namespace SmmKpiBot.Sources.Collecting;

/// <summary>
/// Shares of what networks allow. A client asks before each call and tells after it what the answer said of usage; it is kept across restarts and shared by all
/// instances. Implemented by the collector; a source's client gets it injected.
/// </summary>
public interface IApiBudget
{
    /// <summary>Returns at once when the call may be made.</summary>
    /// <param name="key">What the network counts by: app, token, property, e.g. <c>meta:page:123</c>. No secret.</param>
    /// <exception cref="Http.SourceException">The share is used up (<see cref="Http.SourceProblem.RateLimited"/>, with the time to come again).</exception>
    public ValueTask EnterAsync(string key, CallPriority priority, CancellationToken cancellationToken);

    /// <summary>What an answer said.</summary>
    /// <param name="usedShare">0 to 1 (and more) of what is allowed.</param>
    /// <param name="resetsAfter">When it is forgotten, as far as the network says.</param>
    public void Report(string key, double usedShare, TimeSpan? resetsAfter);

    /// <summary>What a call costs where answers do not say it: added to what was used, by whichever instance.</summary>
    /// <param name="share">Of what is allowed until <paramref name="resetsAt"/>.</param>
    public void Spend(string key, double share, DateTimeOffset resetsAt);
}
