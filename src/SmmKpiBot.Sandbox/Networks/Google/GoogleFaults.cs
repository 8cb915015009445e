namespace SmmKpiBot.Sandbox.Networks.Google;

/// <summary>What goes wrong with the next calls, and how often. Calls are known by a part of their path.</summary>
internal sealed class GoogleFaults
{
    private readonly Lock _lock = new();
    private readonly List<(string Path, GoogleFault Fault)> _next = [];
    private readonly List<(string Path, GoogleFault Fault)> _always = [];

    /// <summary>An answer was begun, and nothing more will come.</summary>
    public event Action? Silent;

    /// <summary>The next calls whose path contains this go wrong.</summary>
    public void Next(string path, GoogleFault fault, int times = 1)
    {
        lock (_lock)
        {
            _next.AddRange(Enumerable.Repeat((path, fault), times));
        }
    }

    /// <summary>All calls whose path contains this go wrong, until they are cleared.</summary>
    public void Always(string path, GoogleFault fault)
    {
        lock (_lock)
        {
            _always.Add((path, fault));
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _next.Clear();
            _always.Clear();
        }
    }

    /// <summary>Whether this call goes wrong; then it has been answered.</summary>
    public async Task<bool> AnsweredAsync(HttpContext context)
    {
        if (Take(context.Request.Path) is not { } fault)
            return false;
        context.Response.StatusCode = fault.Status;
        context.Response.ContentType = fault.ContentType;
        if (fault.RetryAfter is { } rest)
            context.Response.Headers.RetryAfter = rest;
        if (!fault.Drips)
        {
            await context.Response.WriteAsync(fault.Body, context.RequestAborted);
            return true;
        }

        // A byte, and then nothing for as long as anybody listens.
        await context.Response.WriteAsync("{", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        Silent?.Invoke();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        return true;
    }

    private GoogleFault? Take(string path)
    {
        lock (_lock)
        {
            var index = _next.FindIndex(one => path.Contains(one.Path, StringComparison.Ordinal));
            if (index < 0)
                return _always.Find(one => path.Contains(one.Path, StringComparison.Ordinal)).Fault;
            var fault = _next[index].Fault;
            _next.RemoveAt(index);
            return fault;
        }
    }
}

/// <summary>An answer that is none.</summary>
internal sealed record GoogleFault(int Status, string Body, string ContentType = "application/json")
{
    public string? RetryAfter { get; init; }

    /// <summary>Begins and never ends.</summary>
    public bool Drips { get; init; }

    public static GoogleFault Drip { get; } = new(200, "") { Drips = true };

    public static GoogleFault Malformed { get; } = new(200, """{"reports": [{"rows": [""");

    public static GoogleFault Empty { get; } = new(200, "");

    /// <summary>As Google's front end answers a path that leads nowhere, and a proxy everything.</summary>
    public static GoogleFault Html(int status) => new(status, "<!DOCTYPE html><html><title>Error</title><p>That’s all we know.</html>", "text/html; charset=UTF-8");

    public static GoogleFault Error(int status, string word, string message, string? reason = null) => new(status, GoogleErrors.Status(status, word, message, reason).ToJsonString());

    public static GoogleFault Reason(int status, string reason, string message) => new(status, GoogleErrors.Reasons(status, reason, message).ToJsonString());
}
