using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SmmKpiBot.IntegrationTests.Canary;

/// <summary>
/// Looks for secrets in all that the process says about itself: logs of every bot host down to Trace, traces, measurements, exceptions at
/// the moment they are thrown, and whatever texts it is shown. Only hits are kept.
/// </summary>
internal sealed class CanaryWatch : IDisposable
{
    private const int Kept = 20;
    private const int ShownCharacters = 400;

    private readonly Func<IReadOnlyList<string>> _secrets;
    private readonly ConcurrentQueue<string> _hits = new();
    private readonly ConcurrentDictionary<string, long> _looks = new();
    private readonly CanaryHosts _hosts;
    private readonly CanaryTraces _traces;
    private readonly CanaryMeters _meters;
    private readonly CanaryExceptions _exceptions;

    public CanaryWatch(string secret)
        : this(() => [secret])
    {
    }

    /// <param name="secrets">Asked at each look: some are only made while it watches.</param>
    public CanaryWatch(Func<IReadOnlyList<string>> secrets)
    {
        _secrets = secrets;
        Logs = new CanaryLogs(this);
        _hosts = new CanaryHosts(this);
        _traces = new CanaryTraces(this);
        _meters = new CanaryMeters(this);
        _exceptions = new CanaryExceptions(this);
    }

    /// <summary>For services that are built without a host.</summary>
    public ILoggerProvider Logs { get; }

    /// <summary>How many texts of a kind were looked at.</summary>
    public long LooksAt(string kind) => _looks.GetValueOrDefault(kind);

    public void Look(string kind, string where, string? text)
    {
        _looks.AddOrUpdate(kind, 1, (_, known) => known + 1);
        if (text is null || _hits.Count >= Kept)
            return;
        foreach (var at in _secrets().Select(secret => text.IndexOf(secret, StringComparison.Ordinal)).Where(at => at >= 0))
        {
            var from = Math.Max(0, at - (ShownCharacters / 2));
            _hits.Enqueue($"{kind} of {where}: {text.Substring(from, Math.Min(ShownCharacters, text.Length - from))}");
        }
    }

    /// <exception cref="CanarySeenException">The secret was seen; the message says where.</exception>
    public void AssertUnseen()
    {
        if (!_hits.IsEmpty)
            throw new CanarySeenException($"A secret was seen {_hits.Count} times:\n{string.Join('\n', _hits)}");
    }

    public void Dispose()
    {
        _hosts.Dispose();
        _traces.Dispose();
        _meters.Dispose();
        _exceptions.Dispose();
    }
}
