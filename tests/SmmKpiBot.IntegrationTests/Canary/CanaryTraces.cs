using System.Diagnostics;

namespace SmmKpiBot.IntegrationTests.Canary;

/// <summary>Records every activity of the process with all its data.</summary>
internal sealed class CanaryTraces : IDisposable
{
    private readonly CanaryWatch _watch;
    private readonly ActivityListener _listener;

    public CanaryTraces(CanaryWatch watch)
    {
        _watch = watch;
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Look,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    private void Look(Activity activity)
    {
        var name = $"{activity.Source.Name} {activity.OperationName}";
        _watch.Look("trace", name, activity.DisplayName);
        foreach (var (key, value) in activity.TagObjects.Concat(activity.Events.SelectMany(step => step.Tags)))
        {
            // The stand-in Telegram is called under addresses with the token; no path of the bot's own endpoints begins so.
            if (!(key == "url.path" && value is string path && path.StartsWith("/bot", StringComparison.Ordinal)))
                _watch.Look("trace", $"{name} {key}", value?.ToString());
        }
    }
}
