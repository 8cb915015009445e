namespace SmmKpiBot.Sources.Collecting;

/// <summary>Something a network tells, with the rhythm in which it is asked.</summary>
public sealed record StreamPlan
{
    /// <summary>Lower-case and short: <c>insights</c>, <c>posts</c>, <c>stories</c>, <c>comments</c>, <c>ads</c>. Stored with cursors, so it never changes.</summary>
    public required string Name { get; init; }

    /// <summary>From one run to the next. Runs of an account are spread over it by a fixed jitter.</summary>
    public required TimeSpan Every { get; init; }

    /// <summary>
    /// When set, the first run for a day comes no earlier than this after the network's day has closed, and <see cref="Every"/> counts from there: figures of a day
    /// that still goes on would be corrected anyway.
    /// </summary>
    public TimeSpan? AfterDayCloses { get; init; }

    /// <summary>Each run reads so many days again, today's included where the stream tells of it, because the network corrects them.</summary>
    public int LookbackDays { get; init; }

    /// <summary>Once a week it reads so many days again; 0 = never.</summary>
    public int SweepDays { get; init; }

    /// <summary>So far back the network has history that is filled in afterwards, by a job that gives way to everything else; 0 = it has none.</summary>
    public int HistoryDays { get; init; }

    /// <summary>So many days are asked for at once while history is filled in.</summary>
    public int HistoryWindowDays { get; init; } = 28;

    /// <summary>When nothing is there so long after it was due, the account counts as without data.</summary>
    public TimeSpan Settles { get; init; } = TimeSpan.FromHours(48);

    /// <summary>False for what may be empty for long without anything being wrong (comments, stories): silence of it is no trouble.</summary>
    public bool IsExpectedDaily { get; init; } = true;
}
