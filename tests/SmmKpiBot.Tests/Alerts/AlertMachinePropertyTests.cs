using CsCheck;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Alerts;

/// <summary>Random lives of an alert against <see cref="AlertModel"/>: a restart after every step, a clock that jumps both ways.</summary>
public class AlertMachinePropertyTests
{
    private static readonly AlertSubject Subject = new("rule", 1, 7, "reach.views", "");

    [Fact]
    public void Step_RandomTimelines_TellsWhatTheModelTells() => Gen.Int.Sample(seed => Live(new Random(seed)), iter: 1500, threads: 1);

    private static void Live(Random random)
    {
        var patience = new AlertPatience(1, random.Next(1, 4), random.Next(1, 4), TimeSpan.FromHours(random.Next(3) * 12));
        var model = new AlertModel(patience.FireAfter, patience.ClearAfter, patience.For);
        var state = AlertState.Initial(Subject);
        var at = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        for (var step = 0; step < 60; step++)
        {
            at = at.AddMinutes(random.Next(10) == 0 ? random.Next(-2000, 4000) : random.Next(0, 900));
            var input = Input(random, state.LastPoint ?? 0, at);

            var taken = AlertMachine.Step(state, patience, input, at, "episode " + step);
            var told = model.Take(input, at).ToList();

            Assert.Equal(told, taken.Events.Where(one => one.IsNotice).Select(one => $"{one.Kind} {one.Reason}"));
            state = taken.State is { } stored ? AlertJson.ReadState(AlertJson.Write(stored)) : AlertState.Initial(Subject);
            Assert.Equal((model.Condition, model.Data), (state.Condition.ToString(), state.Data.ToString()));
            Assert.Equal((model.Open, model.Worst), (state.EpisodeId is not null, state.Worst?.Value));
            Assert.Equal(model.IsFlapping(at), state.FlappingUntil > at);
            Assert.All(taken.Events.Where(one => one.Kind is AlertEventKind.Resolved or AlertEventKind.Closed), one => Assert.NotNull(one.EpisodeId));
        }
    }

    private static AlertInput Input(Random random, long newest, DateTimeOffset at) => random.Next(25) switch
    {
        0 => new(AlertSignal.Gone),
        1 => new(AlertSignal.RuleChanged),
        2 => new(AlertSignal.Error),
        3 or 4 => new(AlertSignal.NoData) { MissingFrom = at.AddHours(random.Next(-5, 5)) },
        24 => new(AlertSignal.Replaced),
        5 => Point(random, newest, 100) with { Restated = new(50, 100) },
        var kind => Point(random, newest, kind < 16 ? random.Next(0, 70) : kind < 19 ? 75 : 100),
    };

    private static AlertInput Point(Random random, long newest, decimal value)
    {
        var figures = new AlertFigures(value, 70, 77, AlertSide.Below, KpiUnit.Count);
        return new(figures.Signal())
        {
            Point = newest + random.Next(-1, 4),
            Figures = figures,
            Severity = random.Next(6) == 0 ? AlertSeverity.Critical : AlertSeverity.Warning,
        };
    }
}
