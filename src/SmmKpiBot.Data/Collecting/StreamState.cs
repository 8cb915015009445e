using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Collecting;

/// <summary>Days that are read, and where an earlier reading of them got to.</summary>
/// <param name="IsSweep">It is the weekly one that goes farther back.</param>
public sealed record DaysReading(DateOnly From, DateOnly To, string? Cursor, bool IsSweep);

/// <summary>How the collecting of one stream of an account goes; once for its rhythm, once for its history.</summary>
public sealed record StreamState
{
    public required long AccountId { get; init; }

    public required string Stream { get; init; }

    public bool IsHistory { get; init; }

    public required DateTimeOffset NextAt { get; init; }

    /// <summary>A reading that was broken off; null when none was.</summary>
    public DaysReading? Broken { get; init; }

    /// <summary>All days up to this one were read; of history: all days back to this one.</summary>
    public DateOnly? ReadTo { get; init; }

    /// <summary>The last day of which any row was told, or of which the network never tells this account any.</summary>
    public DateOnly? DataDay { get; init; }

    /// <summary>Of history: its last day. Of what has its rhythm: the day before the first one that it reads.</summary>
    public DateOnly? FillFrom { get; init; }

    /// <summary>Of history: its first day.</summary>
    public DateOnly? FillBackTo { get; init; }

    /// <summary>What its figures are counted by; null where nothing is, or before the first reading.</summary>
    public string? CountedBy { get; init; }

    public DateTimeOffset? RanAt { get; init; }

    /// <summary>When the last reading that was complete began.</summary>
    public DateTimeOffset? GoodAt { get; init; }

    public DateTimeOffset? SweptAt { get; init; }

    public int Failures { get; init; }

    /// <summary>Why the last reading failed; null when it did not.</summary>
    public string? Problem { get; init; }

    public string? Reason { get; init; }

    public string? ReasonUk { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>How often it has failed before, for one that fails by that problem now: refusals are counted from the first of them.</summary>
    public int FailuresBefore(string problem) => problem == CollectionTrouble.Forbidden && Problem != problem ? 0 : Failures;

    /// <summary>Records of the last complete reading that could not be read.</summary>
    public int BadRecords { get; init; }

    /// <summary>History that is filled in completely.</summary>
    public bool IsFilled => IsHistory && FillBackTo is { } first && ReadTo <= first;

    /// <summary>The share of history that is filled in; null where there is none.</summary>
    public double? Filled
    {
        get
        {
            if (!IsHistory || FillFrom is not { } last || FillBackTo is not { } first || last < first)
                return null;
            var days = last.DayNumber - first.DayNumber + 1;
            return ReadTo is { } read ? (double)(last.DayNumber - read.DayNumber + 1) / days : 0;
        }
    }
}

/// <summary>A row of <c>collection_stream</c>.</summary>
internal sealed record StreamRow
{
    public const string Columns = """
        account_id as AccountId, stream as Stream, is_history as IsHistory, next_at as NextAt, from_day as FromDay, to_day as ToDay, cursor as Cursor, is_sweep as IsSweep,
        read_to_day as ReadToDay, data_day as DataDay, fill_from_day as FillFromDay, fill_back_to_day as FillBackToDay, ran_at as RanAt, good_at as GoodAt, swept_at as SweptAt,
        failures as Failures, problem as Problem, reason as Reason, reason_uk as ReasonUk, failing_since as FailingSince, bad_records as BadRecords, counted_by as CountedBy
        """;

    public long AccountId { get; init; }

    public string Stream { get; init; } = "";

    public long IsHistory { get; init; }

    public long NextAt { get; init; }

    public long? FromDay { get; init; }

    public long? ToDay { get; init; }

    public string? Cursor { get; init; }

    public long IsSweep { get; init; }

    public long? ReadToDay { get; init; }

    public long? DataDay { get; init; }

    public long? FillFromDay { get; init; }

    public long? FillBackToDay { get; init; }

    public long? RanAt { get; init; }

    public long? GoodAt { get; init; }

    public long? SweptAt { get; init; }

    public long Failures { get; init; }

    public string? Problem { get; init; }

    public string? Reason { get; init; }

    public string? ReasonUk { get; init; }

    public long? FailingSince { get; init; }

    public long BadRecords { get; init; }

    public string? CountedBy { get; init; }

    public StreamState ToState() => new()
    {
        AccountId = AccountId,
        Stream = Stream,
        IsHistory = IsHistory != 0,
        NextAt = UnixMicros.ToInstant(NextAt),
        Broken = Day(FromDay) is { } from && Day(ToDay) is { } to ? new DaysReading(from, to, Cursor, IsSweep != 0) : null,
        ReadTo = Day(ReadToDay),
        DataDay = Day(DataDay),
        FillFrom = Day(FillFromDay),
        FillBackTo = Day(FillBackToDay),
        RanAt = UnixMicros.ToInstant(RanAt),
        GoodAt = UnixMicros.ToInstant(GoodAt),
        SweptAt = UnixMicros.ToInstant(SweptAt),
        Failures = (int)Failures,
        Problem = Problem,
        Reason = Reason,
        ReasonUk = ReasonUk,
        FailingSince = UnixMicros.ToInstant(FailingSince),
        BadRecords = (int)BadRecords,
        CountedBy = CountedBy,
    };

    private static DateOnly? Day(long? number) => number is { } known ? DateOnly.FromDayNumber((int)known) : null;
}
