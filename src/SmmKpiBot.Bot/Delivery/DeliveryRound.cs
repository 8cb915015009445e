using System.Data.Common;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>What one transaction of the sender is to do.</summary>
internal sealed record RoundPlan
{
    public required long Now { get; init; }

    /// <summary>Attempts that ended since the last round.</summary>
    public required IReadOnlyList<Attempted> Ended { get; init; }

    /// <summary>Chats whose turn it is and that wait for an answer, in order.</summary>
    public required IReadOnlyList<long> DueAnswers { get; init; }

    /// <summary>The other chats whose turn it is, in order.</summary>
    public required IReadOnlyList<long> DueOthers { get; init; }

    /// <summary>Chats that have a message on the wire.</summary>
    public required IReadOnlySet<long> Busy { get; init; }

    /// <summary>How many messages more may be on the wire.</summary>
    public required int Slots { get; init; }

    /// <summary>Look for rows after this id; null: nothing new is there.</summary>
    public long? ScanAfter { get; init; }

    /// <summary>Pause of the whole bot.</summary>
    public long? SilentUntil { get; init; }
}

/// <summary>What came of it; becomes true when the transaction is committed.</summary>
internal sealed record RoundResult
{
    public IReadOnlyList<OutboxState?> States { get; init; } = [];

    public IReadOnlyList<UnsentChat> Fresh { get; init; } = [];

    public IReadOnlyList<(long ChatId, Turn Turn)> Turns { get; init; } = [];

    /// <summary>The whole bot waits until then.</summary>
    public long? NothingBefore { get; init; }
}

/// <summary>One transaction: the results of what was sent and the claims of what comes next share one durable commit.</summary>
internal sealed class DeliveryRound(AttemptJournal attempts, ClaimJournal claims, Pacing pacing)
{
    // Looks that give nothing hold the writer lock too.
    public const int MostLooks = 100;

    // Answers go first, but a flood of questions must not hold up alerts and digests: after so many answers something else has its turn.
    private const int MostAnswersInARow = 4;

    private readonly AttemptJournal _attempts = attempts;
    private readonly ClaimJournal _claims = claims;
    private readonly Pacing _pacing = pacing;
    private int _answersInARow;

    public async Task<RoundResult> RunAsync(DbConnection connection, DbTransaction transaction, RoundPlan plan, CancellationToken cancellationToken)
    {
        var states = await _attempts.EndAsync(connection, transaction, plan.Ended, cancellationToken);
        if (plan.SilentUntil is { } until)
            await Pacing.PauseAsync(connection, transaction, Pacing.WholeBot, until, cancellationToken);
        var fresh = plan.ScanAfter is { } id ? await ClaimJournal.ChatsAsync(connection, transaction, id, cancellationToken) : [];
        var result = new RoundResult { States = states, Fresh = fresh };
        return plan.Slots > 0 ? await ClaimAsync(connection, transaction, plan, result, cancellationToken) : result;
    }

    private async Task<RoundResult> ClaimAsync(DbConnection connection, DbTransaction transaction, RoundPlan plan, RoundResult result, CancellationToken cancellationToken)
    {
        var candidates = Candidates(plan, result.Fresh);
        if (candidates.Count == 0)
            return result;
        var now = plan.Now;
        if (!(await _pacing.LockAsync(connection, transaction, [Pacing.WholeBot], now, cancellationToken)).TryGetValue(Pacing.WholeBot, out var whole))
            return result with { NothingBefore = now + 10_000 };
        if (whole.NextAt(now) is var next && next > now)
            return result with { NothingBefore = next };

        var slots = Math.Min(plan.Slots, whole.Window.Free(now));
        var turns = new List<(long ChatId, Turn Turn)>();
        for (var free = slots; free > 0 && turns.Count < candidates.Count; free = slots - turns.Count(taken => taken.Turn.Claim is not null))
            turns.AddRange(await _claims.TakeAsync(connection, transaction, [.. candidates.Skip(turns.Count).Take(free)], now, cancellationToken));
        Note([.. turns.Select(turn => turn.Turn.Claim).OfType<Claim>()], whole.Window, now);
        if (_pacing.IsLimited(Pacing.WholeBot) && turns.Exists(turn => turn.Turn.Claim is not null))
            await Pacing.SaveAsync(connection, transaction, [whole], cancellationToken);
        return result with { Turns = turns };
    }

    private void Note(IReadOnlyList<Claim> claims, SlidingWindow whole, long now)
    {
        foreach (var claim in claims)
        {
            whole.Add(now);
            _answersInARow = claim.Row.Lane == (long)OutboxLane.Replies ? _answersInARow + 1 : 0;
        }
    }

    private List<long> Candidates(RoundPlan plan, IReadOnlyList<UnsentChat> fresh)
    {
        var idle = fresh.Where(chat => !plan.Busy.Contains(chat.ChatId)).ToLookup(chat => chat.FirstLane == (long)OutboxLane.Replies);
        var answers = idle[true].Select(chat => chat.ChatId).Concat(plan.DueAnswers);
        var others = plan.DueOthers.Concat(idle[false].OrderBy(chat => chat.ChatId < 0 ? 0 : 1).Select(chat => chat.ChatId));
        var before = Math.Max(0, MostAnswersInARow - _answersInARow);
        return [.. answers.Take(before).Concat(others.Take(1)).Concat(answers.Skip(before)).Concat(others.Skip(1)).Distinct().Take(MostLooks)];
    }
}
