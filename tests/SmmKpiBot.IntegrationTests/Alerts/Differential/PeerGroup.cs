using System.Collections.Concurrent;
using System.Text.Json;

namespace SmmKpiBot.IntegrationTests.Alerts.Differential;

/// <summary>What one group of Alertmanager was told. It lists the whole group each time; kept is what is new in it.</summary>
internal sealed class PeerGroup
{
    private HashSet<string> _firing = [];
    private volatile int _refusals;

    public ConcurrentQueue<string> Heard { get; } = new();

    public ConcurrentDictionary<string, DateTimeOffset> Since { get; } = new();

    public SemaphoreSlim Told { get; } = new(0);

    public volatile bool IsRefused;

    public int Refusals => _refusals;

    /// <summary>When the wait for its next turn began: with the first alert, later with what was told last, whether it arrived or not.</summary>
    public long TurnBegan { get; set; }

    public long LastPosted { get; set; }

    /// <summary>False: it does not arrive.</summary>
    public bool Take(JsonElement alerts)
    {
        if (IsRefused)
        {
            Interlocked.Increment(ref _refusals);
            TurnBegan = TimeProvider.System.GetTimestamp();
            return false;
        }

        var named = alerts.EnumerateArray().Select(alert => (Name: alert.GetProperty("labels").GetProperty("alertname").GetString()!, IsFiring: alert.GetProperty("status").GetString() == "firing")).ToList();
        var firing = named.Where(alert => alert.IsFiring).Select(alert => alert.Name).ToHashSet();
        List<string> news = [.. firing.Except(_firing).Select(name => "+" + name), .. named.Where(alert => !alert.IsFiring).Select(alert => "-" + alert.Name)];
        Heard.Enqueue(Line(news.Count > 0 ? news : firing.Select(name => "=" + name)));
        _firing = firing;
        TurnBegan = TimeProvider.System.GetTimestamp();
        return true;
    }

    /// <summary>One message in words that do not depend on the order in it.</summary>
    public static string Line(IEnumerable<string> said) => string.Join(' ', said.Order(StringComparer.Ordinal));
}
