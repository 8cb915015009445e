using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.BotApi.Updates;

/// <summary>An update that was not confirmed yet.</summary>
/// <param name="Key">Chat or user whose order is kept.</param>
internal sealed record QueuedUpdate(int Id, long Key, JsonObject Json);

/// <summary>Updates in waiting, and the long poll over them, as the real server keeps them.</summary>
internal sealed class UpdateQueue(TimeSpan maxTimeout, int firstId = 0)
{
    private const string OtherPoller = "terminated by other getUpdates request; make sure that only one bot instance is running";

    private readonly Lock _gate = new();
    private readonly List<QueuedUpdate> _pending = [];
    private int _lastId = 100_000 + firstId;
    private Poll? _poll;
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public AllowedUpdates Allowed { get; } = new();

    public int PendingCount
    {
        get
        {
            lock (_gate)
            {
                return _pending.Count;
            }
        }
    }

    /// <summary>Ends when the next update arrives.</summary>
    public Task Arrival
    {
        get
        {
            lock (_gate)
            {
                return _arrival.Task;
            }
        }
    }

    /// <summary>Queues an update of a kind, e.g. <c>message</c>; null when the bot did not ask for that kind.</summary>
    public int? Push(string kind, JsonNode content, long key = 0)
    {
        if (!Allowed.Includes(kind))
        {
            return null;
        }

        var update = new JsonObject { [kind] = content };
        return PushRaw(update, key);
    }

    /// <summary>Queues any JSON as an update, known to the library or not; it gets the next id.</summary>
    public int PushRaw(JsonObject update, long key = 0)
    {
        lock (_gate)
        {
            var id = ++_lastId;
            update["update_id"] = id;
            _pending.Add(new QueuedUpdate(id, key, update));
            var arrived = _arrival;
            _arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            arrived.SetResult();
            return id;
        }
    }

    public IReadOnlyList<QueuedUpdate> Peek(int limit)
    {
        lock (_gate)
        {
            return [.. _pending.Take(limit)];
        }
    }

    public void Confirm(int id)
    {
        lock (_gate)
        {
            _pending.RemoveAll(update => update.Id == id);
        }
    }

    public void DropAll()
    {
        lock (_gate)
        {
            _pending.Clear();
        }
    }

    /// <summary>Ends a waiting poll with 409.</summary>
    public void Interrupt(string reason)
    {
        lock (_gate)
        {
            _poll?.Interrupted.TrySetResult(reason);
        }
    }

    /// <summary>Confirms what lies below the offset and waits for updates, at most as long as asked and allowed.</summary>
    public async Task<JsonArray> PollAsync(int offset, int limit, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var poll = new Poll(Math.Clamp(limit, 1, 100));
        Task arrival;
        lock (_gate)
        {
            _poll?.Interrupted.TrySetResult(OtherPoller);
            _poll = poll;
            ConfirmBelow(offset);
            arrival = _arrival.Task;
        }

        var wait = timeout < maxTimeout ? timeout : maxTimeout;
        if (PendingCount == 0 && wait > TimeSpan.Zero)
        {
            await Task.WhenAny(arrival, poll.Interrupted.Task, Task.Delay(wait, TimeProvider.System, cancellationToken));
        }

        return Answer(poll, cancellationToken);
    }

    private JsonArray Answer(Poll poll, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (poll.Interrupted.Task.IsCompleted)
            {
                throw ApiException.Conflict(poll.Interrupted.Task.Result);
            }

            _poll = null;
            return new JsonArray([.. _pending.Take(poll.Limit).Select(update => update.Json.DeepClone())]);
        }
    }

    private void ConfirmBelow(int offset)
    {
        if (offset > 0)
        {
            _pending.RemoveAll(update => update.Id < offset);
        }
        else if (offset < 0)
        {
            _pending.RemoveRange(0, Math.Max(0, _pending.Count + offset));
        }
    }

    private sealed class Poll(int limit)
    {
        public int Limit { get; } = limit;

        public TaskCompletionSource<string> Interrupted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
