using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;

namespace SmmKpiBot.Benchmarks.Fanout;

/// <summary>How an Alertmanager groups and repeats.</summary>
/// <param name="GroupBy">Labels of a group.</param>
/// <param name="Wait"><c>group_wait</c>.</param>
/// <param name="Interval"><c>group_interval</c>.</param>
/// <param name="Repeat"><c>repeat_interval</c>.</param>
internal sealed record AlertmanagerRoute(IReadOnlyList<string> GroupBy, TimeSpan Wait, TimeSpan Interval, TimeSpan Repeat);

/// <summary>A real Alertmanager in a process of its own: in a temporary folder, on a free port of the loopback address, alone (no cluster), telling a webhook.</summary>
internal sealed class Alertmanager : IAsyncDisposable
{
    public const string HowToGetIt = "Alertmanager is not installed: apt-get install prometheus-alertmanager (its binary is enough; it is started here, never as a service).";

    private const string ListeningOn = "msg=\"Listening on\" address=";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly HttpClient _http = new();

    private Alertmanager(Process process) => _process = process;

    /// <summary>Where its binary is: Debian's name or the project's own; null: it is not installed.</summary>
    public static string? Program => ((string[])["prometheus-alertmanager", "alertmanager"])
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    public double PeakMemory => ProcessMemory.Peak(_process.Id);

    /// <param name="folder">Its own; what an earlier one left there is taken up again.</param>
    /// <param name="webhook">Where it tells.</param>
    public static async Task<Alertmanager> StartAsync(string folder, AlertmanagerRoute route, Uri webhook, CancellationToken cancellationToken)
    {
        var config = Path.Combine(folder, "alertmanager.yml");
        await File.WriteAllTextAsync(config, Config(route, webhook), cancellationToken);
        var start = new ProcessStartInfo(
            Program ?? throw new InvalidOperationException(HowToGetIt),
            [$"--config.file={config}", $"--storage.path={Path.Combine(folder, "data")}", "--cluster.listen-address=", "--web.listen-address=127.0.0.1:0"]);
        start.RedirectStandardError = true;
        var alertmanager = new Alertmanager(Process.Start(start) ?? throw new InvalidOperationException("Alertmanager did not start."));
        try
        {
            await alertmanager.ReadyAsync(cancellationToken);
            return alertmanager;
        }
        catch
        {
            await alertmanager.DisposeAsync();
            throw;
        }
    }

    public async Task PostAsync(IReadOnlyCollection<PeerAlert> alerts, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync("/api/v2/alerts", alerts, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private static string Config(AlertmanagerRoute route, Uri webhook) => $"""
        route:
          receiver: test
          group_by: [{string.Join(", ", route.GroupBy)}]
          group_wait: {Duration(route.Wait)}
          group_interval: {Duration(route.Interval)}
          repeat_interval: {Duration(route.Repeat)}
        receivers:
        - name: test
          webhook_configs:
          - url: {webhook}
            send_resolved: true
        """;

    private static string Duration(TimeSpan span) => span.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + "ms";

    /// <summary>It takes a free port and says in its log which; the rest of the log is read away, so that it never waits for a reader.</summary>
    private static async Task<Uri> AddressAsync(Process process, CancellationToken cancellationToken)
    {
        TaskCompletionSource<Uri> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var last = "";
        process.ErrorDataReceived += (_, line) =>
        {
            last = line.Data ?? last;
            if (line.Data?.IndexOf(ListeningOn, StringComparison.Ordinal) is { } at and >= 0)
                found.TrySetResult(new Uri("http://" + line.Data[(at + ListeningOn.Length)..].Trim()));
            else if (line.Data is null)
                found.TrySetException(new InvalidOperationException($"Alertmanager ended: {last}"));
        };
        process.BeginErrorReadLine();
        return await found.Task.WaitAsync(Patience, TimeProvider.System, cancellationToken);
    }

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        _http.BaseAddress = await AddressAsync(_process, cancellationToken);
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var answer = await _http.GetAsync("/-/ready", cancellationToken);
            if (answer.IsSuccessStatusCode)
                return;
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException("Alertmanager did not get ready.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }
}
