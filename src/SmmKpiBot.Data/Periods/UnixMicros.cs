namespace SmmKpiBot.Data.Periods;

/// <summary>Instants as the store keeps them: microseconds since 1970 in UTC.</summary>
public static class UnixMicros
{
    public static long Of(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    public static long? Of(DateTimeOffset? at) => at is { } known ? Of(known) : null;

    public static DateTimeOffset ToInstant(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    public static DateTimeOffset? ToInstant(long? micros) => micros is { } known ? ToInstant(known) : null;
}
