namespace SmmKpiBot.Sources.Http;

/// <summary>Why a source cannot be read.</summary>
public enum SourceProblem
{
    /// <summary>No answer, or one that a later try may better.</summary>
    Transient,

    RateLimited,

    /// <summary>The token opens nothing (any more).</summary>
    Unauthorized,

    /// <summary>The token is good, but its owner may not read this.</summary>
    Forbidden,

    /// <summary>The answer is not what the source's description says.</summary>
    Unexpected,

    /// <summary>The address must not be called.</summary>
    NotAllowed,

    /// <summary>
    /// The bot's own token, app, settings, keys or clock are wrong: it says nothing of the account, concerns others too, and is mended by whoever runs the bot. What
    /// was refused is tried again by itself.
    /// </summary>
    Misconfigured,
}

/// <summary>A source cannot be read. The message holds no secret and no text of a customer.</summary>
public sealed class SourceException : Exception
{
    public SourceException(SourceProblem problem, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Problem = problem;
    }

    /// <summary>One that people read while they connect an account, in their language.</summary>
    public SourceException(SourceProblem problem, SourceWords words, Exception? innerException = null)
        : this(problem, words.En, innerException) => Words = words;

    public SourceException()
    {
    }

    public SourceException(string message)
        : base(message)
    {
    }

    public SourceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public SourceProblem Problem { get; } = SourceProblem.Unexpected;

    /// <summary>The message in both languages; null for what only those read who run the machine.</summary>
    public SourceWords? Words { get; }

    /// <summary>The network answers, and cannot answer this: it says nothing of the network or of what else is read.</summary>
    public bool IsOfOneQuestion { get; init; }

    /// <summary>How long the source asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
