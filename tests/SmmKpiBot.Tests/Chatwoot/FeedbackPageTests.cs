using System.Globalization;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Chatwoot;

/// <summary>The table of docs/feedback.md is what both rules give.</summary>
public sealed class FeedbackPageTests
{
    private static readonly string[] Messages = ["in", "agent", "bot", "automation"];

    public static TheoryData<string> Cases => [.. Rows().Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Table_EveryCase_IsWhatBothRulesGive(string name)
    {
        var cells = Rows()[name];
        var events = Events(cells[1]);

        var chatwoot = ChatwootRule.Of(events);
        var ours = Waits.Of(events.Where(one => Messages.Contains(one.What)).Select(Message), [], NoAnswerRules.Default).All;

        Assert.Equal(cells[2], Text(chatwoot.First));
        Assert.Equal(cells[3], Text(chatwoot.Replies));
        Assert.Equal(cells[4], Text(ours.Where(wait => wait.FirstOfEpisode && wait.End == WaitEnd.Answered).Select(Minutes)));
        Assert.Equal(cells[5], ours.Any(wait => wait.End == WaitEnd.None) ? "open" : Text(ours.Select(Minutes)));
    }

    [Fact]
    public void Table_HasTheCasesOfThePage() => Assert.Equal(9, Rows().Count);

    private static Dictionary<string, string[]> Rows() => File.ReadLines(Page())
        .SkipWhile(line => !line.StartsWith("| case", StringComparison.Ordinal))
        .Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[0]);

    private static string Page()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "docs", "feedback.md")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The page is not in the tree."), "docs", "feedback.md");
    }

    /// <summary>"as plain" repeats the events of that case; "next day" moves to it from there on.</summary>
    private static List<(string What, DateTimeOffset At)> Events(string text)
    {
        var events = new List<(string, DateTimeOffset)>();
        var day = new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
        foreach (var part in text.Split(", "))
        {
            if (part.StartsWith("as ", StringComparison.Ordinal))
            {
                events.AddRange(Events(Rows()[part[3..]][1]));
                continue;
            }

            var words = part.Split(' ');
            if (words[0] == "next")
                (day, words) = (day.AddDays(1), words[2..]);
            events.Add((words[0], day + TimeSpan.ParseExact(words[1], @"hh\:mm", CultureInfo.InvariantCulture)));
        }

        return events;
    }

    private static ConversationMessage Message((string What, DateTimeOffset At) one, int place) => new()
    {
        AccountId = 1,
        Conversation = "c",
        MessageId = place.ToString(CultureInfo.InvariantCulture),
        At = one.At,
        Direction = one.What == "in" ? Direction.Inbound : Direction.Outbound,
        Automatic = one.What is "bot" or "automation",
        ObservedAt = one.At,
    };

    private static double Minutes(Wait wait) => (wait.EndedAt!.Value - wait.BeganAt).TotalMinutes;

    private static string Text(IEnumerable<double> minutes) =>
        string.Join(", ", minutes.Select(one => one.ToString("0", CultureInfo.InvariantCulture))) is { Length: > 0 } text ? text : "–";
}
