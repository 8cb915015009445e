using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Alerts;

/// <summary>Every state (condition × data × human × how far the count is) under every input, against the table of the promise written down here in words.</summary>
public class AlertTransitionTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static readonly AlertSubject Subject = new("rule", 1, null, "engagement.total", "");

    /// <summary>
    /// N = M = 3. "from count | input | to count | told event", a star for an event = escalation is possible; "-" = evicted.
    /// </summary>
    private const string Table = """
        Normal 0     | Breach      | Pending 1    |
        Normal 0     | InBand      | Normal 0     |
        Normal 0     | Clear       | Normal 0     |
        Normal 0     | NoData      | Normal 0     |
        Normal 0     | Error       | Normal 0     |
        Normal 0     | RuleChanged | Normal 0     |
        Normal 0     | Gone        | -            |
        Normal 0     | Replaced    | Normal 0     |
        Pending 1    | Breach      | Pending 2    |
        Pending 1    | InBand      | Pending 1    |
        Pending 1    | Clear       | Normal 0     |
        Pending 1    | NoData      | Pending 1    |
        Pending 1    | Error       | Pending 1    |
        Pending 1    | RuleChanged | Normal 0     |
        Pending 1    | Gone        | -            |
        Pending 1    | Replaced    | Normal 0     |
        Pending 2    | Breach      | Firing 0     | Fired Breach
        Pending 2    | InBand      | Pending 2    |
        Pending 2    | Clear       | Normal 0     |
        Pending 2    | NoData      | Pending 2    |
        Pending 2    | Error       | Pending 2    |
        Pending 2    | RuleChanged | Normal 0     |
        Pending 2    | Gone        | -            |
        Pending 2    | Replaced    | Normal 0     |
        Firing 0     | Breach      | Firing 0     |
        Firing 0     | Worse       | Firing 0     | Escalated SeverityRaised
        Firing 0     | InBand      | Firing 0     |
        Firing 0     | Clear       | Recovering 1 |
        Firing 0     | NoData      | Firing 0     |
        Firing 0     | Error       | Firing 0     |
        Firing 0     | RuleChanged | Normal 0     | Closed RuleChanged
        Firing 0     | Gone        | -            | Closed Gone
        Firing 0     | Replaced    | Normal 0     | Closed Replaced
        Recovering 1 | Breach      | Firing 0     |
        Recovering 1 | Worse       | Firing 0     | Escalated SeverityRaised
        Recovering 1 | InBand      | Recovering 1 |
        Recovering 1 | Clear       | Recovering 2 |
        Recovering 1 | NoData      | Recovering 1 |
        Recovering 1 | Error       | Recovering 1 |
        Recovering 1 | RuleChanged | Normal 0     | Closed RuleChanged
        Recovering 1 | Gone        | -            | Closed Gone
        Recovering 1 | Replaced    | Normal 0     | Closed Replaced
        Recovering 2 | Breach      | Firing 0     |
        Recovering 2 | Worse       | Firing 0     | Escalated SeverityRaised
        Recovering 2 | InBand      | Recovering 2 |
        Recovering 2 | Clear       | Normal 0     | Resolved Cleared
        Recovering 2 | NoData      | Recovering 2 |
        Recovering 2 | Error       | Recovering 2 |
        Recovering 2 | RuleChanged | Normal 0     | Closed RuleChanged
        Recovering 2 | Gone        | -            | Closed Gone
        Recovering 2 | Replaced    | Normal 0     | Closed Replaced
        """;

    public static TheoryData<string, AlertData, AlertHumanKind> Cells
    {
        get
        {
            var cells = new TheoryData<string, AlertData, AlertHumanKind>();
            foreach (var line in Table.Split('\n'))
            {
                foreach (var data in Enum.GetValues<AlertData>())
                {
                    foreach (var human in Enum.GetValues<AlertHumanKind>())
                        cells.Add(line.Trim(), data, human);
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Step_AnyState_GoesWhereTheTableSays(string line, AlertData data, AlertHumanKind human)
    {
        var (from, signal, to, told) = Cell(line);
        var before = State(from, data, human);

        var step = AlertMachine.Step(before, new(1, 3, 3, TimeSpan.Zero), Input(signal), Now, "new");

        Assert.Equal(to, step.State is { } after ? $"{after.Condition} {after.Count}" : "-");
        Assert.Equal(told, string.Join(", ", step.Events.Where(one => one.IsNotice).Select(one => $"{one.Kind} {one.Reason}")));
        if (step.State is not { } state)
            return;

        Assert.Equal(DataAfter(signal, data), state.Data);
        Assert.Equal(EpisodeAfter(from, to), state.EpisodeId);
        Assert.Equal(HumanAfter(from, to, signal, human), state.Human.Kind);
    }

    /// <summary>Looked at again, a point moves nothing: neither the condition nor a counter, and people hear nothing.</summary>
    [Theory]
    [MemberData(nameof(Cells))]
    public void Step_PointAlreadyCounted_ChangesNothingButData(string line, AlertData data, AlertHumanKind human)
    {
        var (from, signal, _, _) = Cell(line);
        if (signal is "NoData" or "Error" or "RuleChanged" or "Gone" or "Replaced")
            return;

        var before = State(from, data, human) with { LastPoint = 10 };

        foreach (var point in new[] { 10, 9 })
        {
            var step = AlertMachine.Step(before, new(1, 3, 3, TimeSpan.Zero), Input(signal) with { Point = point }, Now, "new");

            Assert.Equal(before with { Data = AlertData.Fresh, DataSince = null }, step.State);
            Assert.DoesNotContain(step.Events, one => one.Kind != AlertEventKind.DataFresh);
        }
    }

    private static (string From, string Signal, string To, string Told) Cell(string line)
    {
        var cells = line.Split('|', StringSplitOptions.TrimEntries);
        return (cells[0], cells[1], cells[2], cells[3]);
    }

    private static AlertState State(string from, AlertData data, AlertHumanKind human)
    {
        var parts = from.Split(' ');
        var condition = Enum.Parse<AlertCondition>(parts[0]);
        var open = condition is AlertCondition.Firing or AlertCondition.Recovering;
        return AlertState.Initial(Subject) with
        {
            Condition = condition,
            Data = data,
            DataSince = data == AlertData.Fresh ? null : Now.AddDays(-1),
            Human = human switch
            {
                AlertHumanKind.Acked => AlertHuman.Acked("Оля", null),
                AlertHumanKind.Snoozed => AlertHuman.Snoozed("Оля", Now.AddHours(3)),
                _ => AlertHuman.None,
            },
            LastPoint = 5,
            Count = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture),
            RuleVersion = condition == AlertCondition.Normal ? 0 : 1,
            EvidenceFrom = condition == AlertCondition.Normal ? null : 3,
            PendingAt = condition == AlertCondition.Normal ? null : Now.AddDays(-3),
            EpisodeId = open ? "old" : null,
            FiredAt = open ? Now.AddDays(-2) : null,
            Severity = AlertSeverity.Warning,
        };
    }

    private static AlertInput Input(string signal) => signal switch
    {
        "Worse" => Point(AlertSignal.Breach, 40) with { Severity = AlertSeverity.Critical },
        "Breach" => Point(AlertSignal.Breach, 50),
        "InBand" => Point(AlertSignal.InBand, 75),
        "Clear" => Point(AlertSignal.Clear, 100),
        _ => new(Enum.Parse<AlertSignal>(signal)),
    };

    private static AlertInput Point(AlertSignal signal, decimal value) =>
        new(signal) { Point = 6, Figures = new(value, 70, 77, AlertSide.Below, KpiUnit.Count), Severity = AlertSeverity.Warning };

    private static AlertData DataAfter(string signal, AlertData before) => signal switch
    {
        "NoData" => AlertData.NoData,
        "Error" => AlertData.Error,
        "RuleChanged" => before,
        _ => AlertData.Fresh,
    };

    private static string? EpisodeAfter(string from, string to) =>
        to.StartsWith("Firing", StringComparison.Ordinal) || to.StartsWith("Recovering", StringComparison.Ordinal)
            ? from.StartsWith("Pending", StringComparison.Ordinal) ? "new" : "old"
            : null;

    /// <summary>What people said lives with the episode: it ends with it, a new one begins without, and a raised severity breaks it.</summary>
    private static AlertHumanKind HumanAfter(string from, string to, string signal, AlertHumanKind before)
    {
        if (signal == "Worse" || EpisodeAfter(from, to) == "new")
            return AlertHumanKind.None;

        var endsHere = (from[0], to[0]) is ('F' or 'R' or 'P', 'N') || (from[0] == 'N' && signal is "RuleChanged" or "Replaced");
        return endsHere ? AlertHumanKind.None : before;
    }
}
