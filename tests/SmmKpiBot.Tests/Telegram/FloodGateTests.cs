using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Telegram;
using Xunit;

namespace SmmKpiBot.Tests.Telegram;

public sealed class FloodGateTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Ask_MoreThan20AMinuteByOnePerson_GivesOneHintThenSilence()
    {
        var gate = new FloodGate(_clock);

        var verdicts = Enumerable.Range(0, 23).Select(at => gate.Ask(7, at)).ToList();

        Assert.All(verdicts.Take(20), verdict => Assert.Equal(FloodVerdict.Fine, verdict));
        Assert.Equal([FloodVerdict.Hint, FloodVerdict.Silent, FloodVerdict.Silent], verdicts.Skip(20));
    }

    [Fact]
    public void Ask_MoreThan60AMinuteInOneChat_GivesOneHintThenSilence()
    {
        var gate = new FloodGate(_clock);

        var verdicts = Enumerable.Range(0, 62).Select(at => gate.Ask(at, -5)).ToList();

        Assert.All(verdicts.Take(60), verdict => Assert.Equal(FloodVerdict.Fine, verdict));
        Assert.Equal([FloodVerdict.Hint, FloodVerdict.Silent], verdicts.Skip(60));
    }

    [Fact]
    public void Ask_OnePersonFloodingAGroup_LeavesTheOthersTheirShare()
    {
        var gate = new FloodGate(_clock);
        for (var time = 0; time < 200; time++)
        {
            gate.Ask(7, -5);
        }

        Assert.Equal(FloodVerdict.Fine, gate.Ask(8, -5));
    }

    [Fact]
    public void Ask_ManyPeopleFloodingAGroup_GetOneHintInAll()
    {
        var gate = new FloodGate(_clock);

        var verdicts = Enumerable.Range(0, 1000).Select(n => gate.Ask(n % 10, -5)).ToList();

        Assert.Equal((60, 1), (verdicts.Count(verdict => verdict == FloodVerdict.Fine), verdicts.Count(verdict => verdict == FloodVerdict.Hint)));
    }

    [Fact]
    public void Ask_AMinuteLater_IsFineAgain()
    {
        var gate = new FloodGate(_clock);
        for (var time = 0; time < 30; time++)
        {
            gate.Ask(7, 7);
        }

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(FloodVerdict.Fine, gate.Ask(7, 7));
    }
}
