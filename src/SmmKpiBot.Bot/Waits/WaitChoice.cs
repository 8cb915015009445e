using System.Globalization;

namespace SmmKpiBot.Bot.Waits;

/// <summary>A wait that somebody ended by a tap at that instant (in microseconds).</summary>
internal readonly record struct WaitChoice(WaitKey Key, long EndedAt)
{
    /// <summary>Begins the id of an outbound message that stands for an answer given where the bot does not see it.</summary>
    public const string ElsewherePrefix = "elsewhere:";

    /// <summary>Unique in its conversation: nobody taps twice in a microsecond.</summary>
    public string ElsewhereId => string.Create(CultureInfo.InvariantCulture, $"{ElsewherePrefix}{EndedAt}");

    public static WaitChoice? Parse(string? text)
    {
        var space = text?.IndexOf(' ', StringComparison.Ordinal) ?? -1;
        return space > 0 && long.TryParse(text.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var endedAt) && WaitKey.Parse(text![(space + 1)..]) is { } key
            ? new WaitChoice(key, endedAt)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{EndedAt} {Key}");
}
