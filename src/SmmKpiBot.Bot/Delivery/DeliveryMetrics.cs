using System.Diagnostics.Metrics;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>What the sender counts, by kind of message.</summary>
internal sealed class DeliveryMetrics
{
    public const string MeterName = "SmmKpiBot";

    private readonly Dictionary<OutboxState, Counter<long>> _ends;
    private readonly Histogram<double> _dwell;
    private long _depth;

    public DeliveryMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _ends = new()
        {
            [OutboxState.Sent] = meter.CreateCounter<long>("outbox_sent_total", description: "Messages that Telegram took."),
            [OutboxState.Unknown] = meter.CreateCounter<long>("outbox_unknown_total", description: "Attempts of which nobody knows whether they arrived."),
            [OutboxState.Dead] = meter.CreateCounter<long>("outbox_dead_total", description: "Messages given up."),
            [OutboxState.Cancelled] = meter.CreateCounter<long>("outbox_cancelled_total", description: "Messages not sent on purpose."),
        };
        _dwell = meter.CreateHistogram<double>("outbox_dwell_seconds", "s", "From acceptance to arrival.");
        meter.CreateObservableGauge("outbox_queue_depth", () => Volatile.Read(ref _depth), description: "Messages that wait.");
    }

    public void Ended(Attempted attempted, OutboxState state)
    {
        var kind = new KeyValuePair<string, object?>("kind", attempted.Claim.Kind.ToString());
        Count(state, kind);
        if (state == OutboxState.Sent)
            _dwell.Record((UnixMicros.ToInstant(attempted.EndedAt) - UnixMicros.ToInstant(attempted.Claim.Row.CreatedAt)).TotalSeconds, kind);
        // An unknown outcome that is not repeated ends dead, and is unknown all the same.
        if (state == OutboxState.Dead && attempted.Outcome is SendOutcome.Unknown)
            Count(OutboxState.Unknown, kind);
    }

    public void Recovered(OutboxState state) => Count(state, new KeyValuePair<string, object?>("kind", "recovered"));

    public void Depth(long depth) => Volatile.Write(ref _depth, depth);

    private void Count(OutboxState state, KeyValuePair<string, object?> kind)
    {
        if (_ends.TryGetValue(state, out var counter))
            counter.Add(1, kind);
    }
}
