namespace SmmKpiBot.Sources.Http;

/// <summary>What an answer says about when to come again.</summary>
internal static class RetryAfter
{
    /// <summary>Null when the answer does not say; a date is counted from the answer's own clock.</summary>
    public static TimeSpan? Of(HttpResponseMessage? response) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when response.Headers.Date is { } now => date - now,
        _ => null,
    };
}
