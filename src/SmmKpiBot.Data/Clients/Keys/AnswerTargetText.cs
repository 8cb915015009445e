using System.Globalization;
using System.Text.RegularExpressions;

namespace SmmKpiBot.Data.Clients.Keys;

/// <summary><c>message=30m,comment=2h,message.later=1h</c></summary>
internal static partial class AnswerTargetText
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    [GeneratedRegex(@"^(?:(?<d>\d{1,2})d)?\s*(?:(?<h>\d{1,3})h)?\s*(?:(?<m>\d{1,5})m)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DurationPattern { get; }

    public static AnswerTargets Parse(string text)
    {
        var targets = AnswerTargets.None;
        foreach (var part in SimpleTexts.Parts(text, ','))
        {
            var sides = part.Split('=', 2, StringSplitOptions.TrimEntries);
            targets = (sides[0].ToLowerInvariant(), sides.Length) switch
            {
                ("message", 2) when targets.Message is null => targets with { Message = Duration(sides[1]) },
                ("comment", 2) when targets.Comment is null => targets with { Comment = Duration(sides[1]) },
                ("message.later", 2) when targets.LaterMessage is null => targets with { LaterMessage = Duration(sides[1]) },
                ("comment.later", 2) when targets.LaterComment is null => targets with { LaterComment = Duration(sides[1]) },
                _ => throw new FormatException($"'{part}' is not understood or stands there twice."),
            };
        }

        return targets;
    }

    public static string Format(AnswerTargets targets)
    {
        var parts = new List<string>();
        if (targets.Message is { } message)
            parts.Add($"message={Format(message)}");
        if (targets.Comment is { } comment)
            parts.Add($"comment={Format(comment)}");
        if (targets.LaterMessage is { } laterMessage)
            parts.Add($"message.later={Format(laterMessage)}");
        if (targets.LaterComment is { } laterComment)
            parts.Add($"comment.later={Format(laterComment)}");
        return string.Join(',', parts);
    }

    private static TimeSpan Duration(string text)
    {
        var match = DurationPattern.Match(text.ToLowerInvariant());
        var duration = new TimeSpan(Number(match, "d"), Number(match, "h"), Number(match, "m"), 0);
        return match.Success && duration > TimeSpan.Zero && duration <= Longest
            ? duration
            : throw new FormatException($"'{text}' is no duration from 1m to 30d.");
    }

    private static int Number(Match match, string unit) =>
        match.Groups[unit] is { Success: true } digits ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;

    private static string Format(TimeSpan duration)
    {
        var days = duration.Days > 0 ? string.Create(CultureInfo.InvariantCulture, $"{duration.Days}d") : "";
        var hours = duration.Hours > 0 ? string.Create(CultureInfo.InvariantCulture, $"{duration.Hours}h") : "";
        var minutes = duration.Minutes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{duration.Minutes}m") : "";
        return days + hours + minutes;
    }
}
