namespace SmmKpiBot.Bot.Telegram.Updates;

/// <summary>Whether updates come in, for the health endpoint.</summary>
internal sealed class PollHealth
{
    private int _answers = -1;

    /// <summary>Null until the first call; then whether the last one was answered.</summary>
    public bool? Answers => Volatile.Read(ref _answers) switch
    {
        0 => false,
        1 => true,
        _ => null,
    };

    public void Set(bool answers) => Volatile.Write(ref _answers, answers ? 1 : 0);
}
