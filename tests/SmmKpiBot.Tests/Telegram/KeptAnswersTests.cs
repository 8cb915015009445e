using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Telegram.Kpis;
using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Telegram;

public class KeptAnswersTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private int _made;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetAsync_TheSameKeyAgain_IsMadeOnce()
    {
        var kept = Kept(most: 2);

        Assert.Equal("a1", await AskAsync(kept, "a"));
        Assert.Equal("a1", await AskAsync(kept, "a"));
        Assert.Equal("b2", await AskAsync(kept, "b"));
    }

    [Fact]
    public async Task GetAsync_ManyAtTheSameMoment_WaitForOne()
    {
        var kept = Kept(most: 2);
        var gate = new TaskCompletionSource();
        var answers = Enumerable.Range(0, 20).Select(_ => kept.GetAsync("a", async () => { await gate.Task; return Make("a"); }, Stop)).ToArray();

        gate.SetResult();

        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal("a1", answer.Text));
    }

    [Fact]
    public async Task GetAsync_AnAnswerThatHoldsNoLonger_IsMadeAnew()
    {
        var kept = Kept(most: 2);
        await AskAsync(kept, "a");

        _clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.Equal("a1", await AskAsync(kept, "a"));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("a2", await AskAsync(kept, "a"));
    }

    [Fact]
    public async Task GetAsync_AClockSetBack_IsMadeAnew()
    {
        var kept = new KeptAnswers<string, Answered>(2, answer => answer.Holds, _clock);
        await kept.GetAsync("a", () => Task.FromResult(new Answered("early", new(_clock.GetUtcNow().AddHours(1), _clock.GetUtcNow().AddHours(2)))), Stop);

        Assert.Equal("a1", await AskAsync(kept, "a"));
    }

    [Fact]
    public async Task GetAsync_AFailure_IsForgotten()
    {
        var kept = Kept(most: 2);

        await Assert.ThrowsAsync<InvalidDataException>(() => kept.GetAsync("a", () => throw new InvalidDataException(), Stop));
        Assert.Equal("a1", await AskAsync(kept, "a"));
    }

    [Fact]
    public async Task GetAsync_MoreThanFit_ForgetsTheLeastRecentlyAskedFor()
    {
        var kept = Kept(most: 2);
        await AskAsync(kept, "a");
        await AskAsync(kept, "b");
        await AskAsync(kept, "a");

        await AskAsync(kept, "c");

        Assert.Equal("a1", await AskAsync(kept, "a"));
        Assert.Equal("b4", await AskAsync(kept, "b"));
    }

    [Fact]
    public async Task GetAsync_OneGivesUpWaiting_TheOtherStillGetsIt()
    {
        var kept = Kept(most: 2);
        var gate = new TaskCompletionSource();
        using var impatient = new CancellationTokenSource();
        Func<Task<Answered>> make = async () =>
        {
            await gate.Task;
            return Make("a");
        };
        var first = kept.GetAsync("a", make, impatient.Token);
        var second = kept.GetAsync("a", make, Stop);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.Equal("a1", (await second).Text);
    }

    private KeptAnswers<string, Answered> Kept(int most) => new(most, answer => answer.Holds, _clock);

    private async Task<string> AskAsync(KeptAnswers<string, Answered> kept, string key) => (await kept.GetAsync(key, () => Task.FromResult(Make(key)), Stop)).Text;

    private Answered Make(string key) => new($"{key}{Interlocked.Increment(ref _made)}", new ClockSpan(_clock.GetUtcNow(), _clock.GetUtcNow().AddHours(1)));

    private sealed record Answered(string Text, ClockSpan Holds);
}
