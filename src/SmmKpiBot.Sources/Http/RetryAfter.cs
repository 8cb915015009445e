namespace SmmKpiBot.Sources.Http;

/// <summary>What an answer says about when to come again.</summary>
internal static class RetryAfter
{
    /// <summary>Nobody means to be left alone for longer; a source that says so is asked again the next day.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>From nothing to a day; null when the answer does not say. A date is counted from the answer's own clock where it shows one.</summary>
    public static TimeSpan? Of(HttpResponseMessage? response, DateTimeOffset now)
    {
        TimeSpan? asked = response?.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - (response.Headers.Date ?? now),
            _ => null,
        };
        return asked is { } rest ? TimeSpan.FromTicks(Math.Clamp(rest.Ticks, 0, Longest.Ticks)) : null;
    }
}
