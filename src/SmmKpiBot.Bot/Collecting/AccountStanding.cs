using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>How the collecting of an account goes, the better first.</summary>
internal enum Standing
{
    Ok,

    /// <summary>Something is overdue, and nobody has tried: the bot was off, or has too much to do.</summary>
    Late,

    /// <summary>It is read, but the network has told nothing of days that should long be there.</summary>
    NoData,

    /// <summary>The network asks for fewer calls; what is due comes later.</summary>
    Throttled,

    /// <summary>It cannot be read, or some of its records cannot.</summary>
    Failing,

    /// <summary>A person has to give access anew.</summary>
    NeedsReconnecting,

    /// <summary>Its network is not switched on in the settings.</summary>
    Off,
}

/// <summary>How one connected account stands, by what is stored of its readings: a pure function of it and of the time.</summary>
internal sealed record AccountStanding
{
    /// <summary>A single failure is mended by the next try as a rule, and nobody has to hear of it.</summary>
    private const int Noticeable = 2;

    private static readonly TimeSpan LateAfter = TimeSpan.FromHours(1);

    private static readonly Words Strange = new(
        "Деякі записи не такі, як описує мережа; їх відкладено окремо.", "Some records are not what the network's description says; they are kept aside.");

    public required AccountConnection Connection { get; init; }

    public Standing Standing { get; private init; }

    /// <summary>When it began to stand so, as far as that is known.</summary>
    public DateTimeOffset? Since { get; private init; }

    public SourceProblem? Problem { get; private init; }

    /// <summary>The same for chats and alerts; null while it is well.</summary>
    public AccountTrouble? Trouble => Connection.Damaged.Count > 0 ? AccountTrouble.ConnectionDamaged : Problem?.Trouble();

    /// <summary>In the words of the source; in Ukrainian only where it has them.</summary>
    public Words? Reason { get; private init; }

    /// <summary>What the network does not open to the token while it answers for other things: it limits the figures, and the account is as well as without it.</summary>
    public IReadOnlyList<ClosedStream> Closed { get; private init; } = [];

    /// <summary>Records of the last readings that could not be read.</summary>
    public int BadRecords { get; private init; }

    /// <summary>The share of history that is filled in; null when all of it is, or there is none.</summary>
    public double? Filled { get; private init; }

    /// <summary>The day back to which all history is filled in, while it is being filled.</summary>
    public DateOnly? FilledBackTo { get; private init; }

    /// <summary>Why history is not filled in any further; null while it is, or when there is none.</summary>
    public HistoryTrouble? History { get; private init; }

    public DateTimeOffset? TriedAt { get; private init; }

    public DateTimeOffset? GoodAt { get; private init; }

    public DateTimeOffset? NextAt { get; private init; }

    /// <summary>The next day's figures; null where no stream has to bring any each day.</summary>
    public Expectation? Expected { get; private init; }

    public static AccountStanding Of(AccountConnection connection, IReadOnlyList<StreamState> states, ISource? source, DateTimeOffset now)
    {
        var plans = source?.Streams.ToDictionary(plan => plan.Name) ?? [];
        var regular = states.Where(state => !state.IsHistory && plans.ContainsKey(state.Stream)).ToList();
        var closed = regular.Where(state => IsClosedAlone(state, regular)).ToList();
        var open = regular.Except(closed).ToList();
        var history = states.Where(state => state is { IsHistory: true, IsFilled: false, Filled: not null } && closed.TrueForAll(one => one.Stream != state.Stream)).ToList();
        var expected = open.Where(state => plans[state.Stream].IsExpectedDaily)
            .Select(state => new Expectation(ExpectedOf(plans[state.Stream], state, connection), plans[state.Stream].Settles, state.RanAt ?? connection.ConnectedAt)).MinBy(one => one.SettledAt);
        var standing = new AccountStanding
        {
            Connection = connection,
            Closed = connection.Problem is null ? [.. closed.Select(state => new ClosedStream(state.Stream, Both(state.Reason, state.ReasonUk), state.FailingSince))] : [],
            BadRecords = regular.Sum(state => state.BadRecords),
            Filled = history.Count == 0 ? null : history.Average(state => state.Filled),
            FilledBackTo = history.Count == 0 ? null : history.Max(state => state.ReadTo ?? state.FillFrom),
            History = connection.Problem is null ? TroubleOf(history) : null,
            TriedAt = regular.Max(state => state.RanAt),
            GoodAt = regular.Max(state => state.GoodAt),
            NextAt = connection.Problem is not null || regular.Count == 0 ? null : Later(regular.Min(state => state.NextAt), connection.RestUntil),
            Expected = expected,
        };
        return source is { IsOn: true } ? Judged(standing, open, plans, now) : standing with { Standing = Standing.Off };
    }

    private static AccountStanding Judged(AccountStanding standing, List<StreamState> states, Dictionary<string, StreamPlan> plans, DateTimeOffset now)
    {
        var connection = standing.Connection;
        if (connection.Damaged.Count > 0)
            return standing with { Standing = Standing.NeedsReconnecting, Since = connection.ProblemSince, Problem = SourceProblem.Unexpected, Reason = DamageOf(connection) };
        if (connection.Problem is not null)
            return standing with { Standing = Standing.NeedsReconnecting, Since = connection.ProblemSince, Problem = ProblemOf(connection.Problem), Reason = Both(connection.Reason, connection.ReasonUk) };
        if (WorstOf(states) is { } worst)
            return standing with { Standing = StandingOf(ProblemOf(worst.Problem)), Since = FailingSince(states, worst), Problem = ProblemOf(worst.Problem), Reason = Both(worst.Reason, worst.ReasonUk) };
        if (standing.BadRecords > 0)
            return standing with { Standing = Standing.Failing, Since = standing.GoodAt, Problem = SourceProblem.Unexpected, Reason = Strange };
        if (standing.Expected is { } expected && expected.IsMissing(now))
            return standing with { Standing = Standing.NoData, Since = expected.At };
        var overdue = states.Where(state => Later(state.NextAt, connection.RestUntil) + Longer(plans[state.Stream].Every, LateAfter) < now).Select(state => (DateTimeOffset?)state.NextAt).Min();
        return overdue is null ? standing : standing with { Standing = Standing.Late, Since = overdue };
    }

    /// <summary>Says which part of the connection's row cannot be read.</summary>
    public static Words DamageOf(AccountConnection connection)
    {
        var columns = string.Join(", ", connection.Damaged);
        return new($"Записане в базі про це під’єднання не читається ({columns}).", $"What the database holds of its connection cannot be read ({columns}).");
    }

    /// <summary>When the first day that nothing was told of is due.</summary>
    private static DateTimeOffset ExpectedOf(StreamPlan plan, StreamState state, AccountConnection connection)
    {
        var missing = state.DataDay?.AddDays(1) ?? LocalDay.Of(connection.ConnectedAt, connection.DayZone);
        return LocalDay.Start(missing.AddDays(1), connection.DayZone) + (plan.AfterDayCloses ?? TimeSpan.Zero);
    }

    private static StreamState? WorstOf(IEnumerable<StreamState> states) =>
        states.Where(IsNoticeable).OrderByDescending(state => StandingOf(ProblemOf(state.Problem))).ThenBy(state => state.FailingSince).FirstOrDefault();

    /// <summary>Refused, while another stream was read in the same run or since: the right to this one is missing, and access has not ended.</summary>
    private static bool IsClosedAlone(StreamState state, IReadOnlyList<StreamState> regular) =>
        IsForbidden(state) && regular.Any(other => !IsForbidden(other) && other.GoodAt > state.FailingSince - AccountRunner.Deadline);

    private static bool IsForbidden(StreamState state) => ProblemOf(state.Problem) == SourceProblem.Forbidden;

    /// <summary>The first of the streams that fail so, whether or not it was tried often enough to be noticed.</summary>
    private static DateTimeOffset? FailingSince(IEnumerable<StreamState> states, StreamState worst) =>
        states.Where(state => state.Problem is not null && StandingOf(ProblemOf(state.Problem)) == StandingOf(ProblemOf(worst.Problem))).Min(state => state.FailingSince);

    private static HistoryTrouble? TroubleOf(IEnumerable<StreamState> history) =>
        WorstOf(history) is { } worst ? new(ProblemOf(worst.Problem), Both(worst.Reason, worst.ReasonUk), worst.FailingSince) : null;

    private static bool IsNoticeable(StreamState state) => state.Problem is not null && (ProblemOf(state.Problem) != SourceProblem.Transient || state.Failures >= Noticeable);

    private static Standing StandingOf(SourceProblem problem) => problem switch
    {
        SourceProblem.RateLimited => Standing.Throttled,
        SourceProblem.Unauthorized or SourceProblem.Forbidden or SourceProblem.NotAllowed => Standing.NeedsReconnecting,
        _ => Standing.Failing,
    };

    private static SourceProblem ProblemOf(string? name) => Enum.TryParse<SourceProblem>(name, out var problem) ? problem : SourceProblem.Unexpected;

    private static Words? Both(string? reason, string? ukrainian) => reason is null ? null : new(ukrainian ?? reason, reason);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

/// <summary>Why an account's history is not filled in any further.</summary>
internal sealed record HistoryTrouble(SourceProblem Problem, Words? Reason, DateTimeOffset? Since);

/// <summary>A stream that the token may not read.</summary>
/// <param name="Reason">In the words of the source.</param>
internal sealed record ClosedStream(string Stream, Words? Reason, DateTimeOffset? Since);
