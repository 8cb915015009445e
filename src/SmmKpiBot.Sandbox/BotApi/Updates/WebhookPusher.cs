using System.Text;

namespace SmmKpiBot.Sandbox.BotApi.Updates;

/// <summary>
/// Posts updates to the webhook in order. What is refused is repeated with doubling pauses and holds back only its own chat;
/// any 2xx confirms.
/// </summary>
internal sealed class WebhookPusher(UpdateQueue queue, BotApiOptions options) : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly Dictionary<long, (DateTimeOffset Until, TimeSpan Pause)> _held = [];
    private volatile Webhook _webhook = Webhook.None;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Webhook Webhook => _webhook;

    public DateTimeOffset? LastErrorAt { get; private set; }

    public string? LastError { get; private set; }

    public void Set(Webhook webhook)
    {
        _webhook = webhook;
        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            var changed = _changed.Task;
            var arrival = queue.Arrival;
            var webhook = _webhook;
            var due = webhook.IsSet ? NextDue() : null;
            if (due is not null)
            {
                await PostAsync(webhook, due, cancellationToken);
                continue;
            }

            await Task.WhenAny(changed, arrival, stopped, WaitForHeldAsync(webhook, stopped, cancellationToken));
        }
    }

    public void Dispose() => _http.Dispose();

    private QueuedUpdate? NextDue()
    {
        var now = TimeProvider.System.GetUtcNow();
        return queue.Peek(1000).FirstOrDefault(update => !_held.TryGetValue(update.Key, out var hold) || hold.Until <= now);
    }

    private Task WaitForHeldAsync(Webhook webhook, Task stopped, CancellationToken cancellationToken)
    {
        var waiting = webhook.IsSet ? queue.Peek(1000).Where(update => _held.ContainsKey(update.Key)).ToList() : [];
        if (waiting.Count == 0)
        {
            return stopped;
        }

        var wait = waiting.Min(update => _held[update.Key].Until) - TimeProvider.System.GetUtcNow();
        return Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, TimeProvider.System, cancellationToken);
    }

    private async Task PostAsync(Webhook webhook, QueuedUpdate update, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url);
            request.Content = new StringContent(update.Json.ToJsonString(), Encoding.UTF8, "application/json");
            if (webhook.Secret is not null)
            {
                request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", webhook.Secret);
            }

            using var response = await _http.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                queue.Confirm(update.Id);
                _held.Remove(update.Key);
                return;
            }

            Hold(update, $"Wrong response from the webhook: {(int)response.StatusCode} {response.ReasonPhrase}");
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            Hold(update, "Connection refused");
        }
    }

    private void Hold(QueuedUpdate update, string reason)
    {
        var pause = _held.TryGetValue(update.Key, out var hold) ? hold.Pause * 2 : options.WebhookRetryDelay;
        pause = pause < LongestPause ? pause : LongestPause;
        _held[update.Key] = (TimeProvider.System.GetUtcNow() + pause, pause);
        LastError = reason;
        LastErrorAt = options.Clock.GetUtcNow();
    }
}
