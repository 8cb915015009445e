using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.Collecting;

/// <summary>
/// What one step of reading brought. Facts carry the account and the instant of <see cref="SourceReading"/>. Stored as a whole, with the cursor, in one transaction;
/// only what is new or changed is written, so that reading again writes nothing.
/// </summary>
public sealed record SourcePage
{
    public IReadOnlyList<MetricPoint> Points { get; init; } = [];

    public IReadOnlyList<Post> Posts { get; init; } = [];

    public IReadOnlyList<AdDay> Ads { get; init; } = [];

    public IReadOnlyList<TrafficDay> Traffic { get; init; } = [];

    public IReadOnlyList<LiveMessage> Messages { get; init; } = [];

    /// <summary>Messages the network says were taken away, by conversation and id.</summary>
    public IReadOnlyList<(string Conversation, string MessageId)> Deleted { get; init; } = [];

    /// <summary>
    /// Days this page tells everything of, by kind of fact. Of ads, traffic and points with a dimension, a row that was known of such a day and is not told any
    /// more is corrected to 0.
    /// </summary>
    public IReadOnlyList<ObservedSpan> Told { get; init; } = [];

    /// <summary>
    /// By a rule of the network's own this account gets no such figures (a page with too few likes), and <see cref="Remarks"/> say so: that days stay empty is no trouble.
    /// </summary>
    public bool GivesNone { get; init; }

    /// <summary>Where to go on after this page; null when the reading is complete with it. It must still be good after days.</summary>
    public string? Cursor { get; init; }

    /// <summary>Metrics the network refused for this account: the others were read, and these are asked for again in a week.</summary>
    public IReadOnlyList<RefusedMetric> Refused { get; init; } = [];

    /// <summary>Records that lacked something needed, or had it in another type: they are kept aside and count as trouble, the others are stored.</summary>
    public IReadOnlyList<BadRecord> Bad { get; init; } = [];

    /// <summary>Fields nobody knows yet, with the number of times they were met.</summary>
    public IReadOnlyDictionary<string, int> UnknownFields { get; init; } = new Dictionary<string, int>();

    /// <summary>What limits these figures (thresholding, sampling, an <c>(other)</c> row, a changed method), in a sentence each: reported, not hidden.</summary>
    public IReadOnlyList<SourceWords> Remarks { get; init; } = [];
}

/// <param name="Metric">The network's own name.</param>
/// <param name="Reason">Its word for why, without secrets.</param>
public sealed record RefusedMetric(string Metric, string Reason);

/// <param name="What">Which record, and what is wrong with it.</param>
/// <param name="Sample">Its JSON with all texts, names and tokens replaced; at most 2,000 characters.</param>
public sealed record BadRecord(string What, string Sample);
