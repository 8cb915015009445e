using System.Collections.Concurrent;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>
/// How many replies long threads had when all of them were read last: as long as there are no more, nobody asks again. Only a saving of units, forgotten with the program; once a day all
/// are asked for, because one that was taken away and one that came leave their number as it was.
/// </summary>
internal sealed class ReadReplies
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<(long AccountId, string Thread), Replies> _read = [];

    /// <summary>All replies of the thread were read, and what was read is stored: a reading that began no earlier is complete.</summary>
    public bool Are(SourceReading reading, ThreadBody thread) =>
        !reading.IsHistory && _read.TryGetValue((reading.Account.Id, thread.Id), out var read) && read.Count == thread.Snippet.TotalReplyCount && read.At <= reading.LastReadAt && IsFresh(read, reading);

    /// <summary>All replies are being read.</summary>
    public void Note(SourceReading reading, ThreadBody thread)
    {
        if (reading.IsHistory)
            return;
        foreach (var (key, _) in _read.Where(one => !IsFresh(one.Value, reading)))
            _read.TryRemove(key, out _);
        _read[(reading.Account.Id, thread.Id)] = new(thread.Snippet.TotalReplyCount, reading.ObservedAt);
    }

    private static bool IsFresh(Replies read, SourceReading reading) => reading.ObservedAt - read.At is var age && age >= TimeSpan.Zero && age < Remembered;

    private readonly record struct Replies(int Count, DateTimeOffset At);
}
