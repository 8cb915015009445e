namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>Says Meta's errors in our words, with what to do.</summary>
internal static class GraphFailures
{
    /// <param name="error">As Meta answered.</param>
    /// <param name="what">What was asked for, without secrets.</param>
    /// <param name="regainAfter">When Meta says that calls are taken again.</param>
    public static SourceException Of(GraphError error, string what, TimeSpan? regainAfter = null) => error.Problem switch
    {
        GraphProblem.RateLimited => new(SourceProblem.RateLimited, "Meta asks for fewer calls.") { RetryAfter = regainAfter },
        GraphProblem.TokenDead => new(SourceProblem.Unauthorized, WhyDead(error.ErrorSubcode) + " Connect the account again with a new token."),
        GraphProblem.WrongToken => new(SourceProblem.Unauthorized, "Meta wants the page's own token for this, and the token given opens none: assign the page to the system user with full control and connect the account again."),
        GraphProblem.Blocked => new(SourceProblem.Forbidden, "Meta has blocked the app or the account for breaking its rules: Meta Business Suite, Business support, says which and how to appeal."),
        GraphProblem.Permission => new(SourceProblem.Forbidden, $"A permission is missing for {what}: {error.Reason} Grant it when the token is made (Business settings, System users, Generate token), and assign the page or account to the system user with full control."),
        GraphProblem.NotVisible => new(SourceProblem.Forbidden, $"{what} is not there, or the token does not see it: assign it to the system user in Business settings (System users, Assign assets), and check its id."),
        GraphProblem.Transient => new(SourceProblem.Transient, $"Meta has trouble with {what}: {error.Reason}"),
        GraphProblem.TooMuchData or GraphProblem.TooManyDays => new(SourceProblem.Transient, $"Meta cannot gather {what} at present, not even in the smallest parts."),
        _ => new(SourceProblem.Unexpected, $"Meta does not take the question for {what}: {error.Reason}"),
    };

    private static string WhyDead(int subcode) => subcode switch
    {
        458 => "The app was removed by whoever had connected it.",
        459 or 464 => "Facebook wants the token's owner to log in and confirm who they are.",
        460 => "The password of the token's owner was changed, which ended the token.",
        463 => "The token has expired.",
        467 => "The token was withdrawn.",
        492 => "The token's owner has no role on the page any more.",
        _ => "The token is refused.",
    };
}
