namespace SmmKpiBot.Bot.Delivery;

/// <summary>Instants as the store keeps them: Unix microseconds.</summary>
internal static class Instants
{
    public static long ToUnixMicros(this DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromUnixMicros(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
