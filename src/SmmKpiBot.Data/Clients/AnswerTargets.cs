namespace SmmKpiBot.Data.Clients;

/// <summary>How soon a message and a comment are to be answered (working clock if the client has hours); null where no promise is given.</summary>
public sealed record AnswerTargets(TimeSpan? Message, TimeSpan? Comment)
{
    public static AnswerTargets None { get; } = new(null, null);
}
