using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.Chat;

/// <summary>The clock on its way.</summary>
/// <param name="from">Where it began.</param>
/// <param name="target">Where it shall come to; null for the next message, of which nobody knows when it comes.</param>
internal sealed class ClockMove(DateTimeOffset from, DateTimeOffset? target) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public DateTimeOffset From { get; } = from;

    public DateTimeOffset? Target { get; } = target;

    public CancellationToken Stopping => _stop.Token;

    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();

    public JsonObject ToJson() => new()
    {
        ["from"] = From.ToUnixTimeSeconds(),
        ["target"] = Target?.ToUnixTimeSeconds(),
        ["stopping"] = _stop.IsCancellationRequested,
    };
}
