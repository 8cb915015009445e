namespace SmmKpiBot.Data.Database;

/// <summary>Instants as the store keeps them: microseconds since 1970 in UTC.</summary>
public static class UnixMicros
{
    public static long Of(DateTimeOffset instant) => (instant.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long? Of(DateTimeOffset? instant) => instant is { } known ? Of(known) : null;

    public static DateTimeOffset ToInstant(long micros) => new(DateTime.UnixEpoch.Ticks + (micros * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public static DateTimeOffset? ToInstant(long? micros) => micros is { } known ? ToInstant(known) : null;
}
