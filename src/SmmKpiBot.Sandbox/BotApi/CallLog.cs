using System.Collections.Concurrent;

namespace SmmKpiBot.Sandbox.BotApi;

/// <summary>One call as it arrived. <see cref="Method"/> is written as in the Bot API, e.g. <c>sendMessage</c>.</summary>
/// <param name="At">When it arrived, by the clock of the server.</param>
internal sealed record BotApiCall(long Number, DateTimeOffset At, string Method, ApiArguments Arguments)
{
    public long? ChatId => Arguments.Long("chat_id");

    /// <summary>The HTTP status of the answer; 0 while none was given, and for ever when the connection was cut.</summary>
    public int Status { get; set; }
}

/// <summary>Every call the server got, in order, for assertions.</summary>
internal sealed class CallLog
{
    private readonly ConcurrentQueue<BotApiCall> _calls = new();
    private long _number;

    /// <summary>Off in long runs, where nobody looks.</summary>
    public bool Enabled { get; set; } = true;

    public IReadOnlyList<BotApiCall> All => [.. _calls];

    public IReadOnlyList<BotApiCall> Of(string method) =>
        [.. _calls.Where(call => string.Equals(call.Method, method, StringComparison.OrdinalIgnoreCase))];

    public void Clear() => _calls.Clear();

    public BotApiCall Add(DateTimeOffset at, string method, ApiArguments arguments)
    {
        var call = new BotApiCall(Interlocked.Increment(ref _number), at, method, arguments);
        if (Enabled)
        {
            _calls.Enqueue(call);
        }

        return call;
    }
}
