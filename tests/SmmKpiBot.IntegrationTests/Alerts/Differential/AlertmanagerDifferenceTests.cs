using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Alerts.Differential;

public sealed class AlertmanagerDifferenceSqliteTests(PostgresServer server) : AlertmanagerDifferenceTests(Dialect.Sqlite, server);

public sealed class AlertmanagerDifferencePostgresTests(PostgresServer server) : AlertmanagerDifferenceTests(Dialect.Postgres, server);

/// <summary>
/// The same scripts of firing and resolving alerts for a real Alertmanager (group_wait, group_interval and repeat_interval of seconds, by the real clock) and for us
/// (a minute, a quarter of an hour and a day, by a clock that is moved): who is told what together, in which order, and how often. Where we differ we mean to, and
/// decision 0013 says why.
/// </summary>
public abstract class AlertmanagerDifferenceTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const int Attempts = 5;

    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Noon);

    /// <summary>A script, and what is heard of it: by both, or by the peer and by us.</summary>
    private sealed record Scene(string Name, Func<IAlertTeller, string, Task> Play, string[] Peer, string[] Ours);

    private static readonly Scene[] Scenes =
    [
        Alike("fire together, and one more later", ["+a +b", "+c"], async (teller, group) =>
        {
            await teller.FireAsync(group, "a", "b");
            await teller.HeardAsync(group, 1);
            await teller.FireAsync(group, "c");
            await teller.HeardAsync(group, 2);
        }),
        Alike("the second comes while the group waits", ["+a +b"], async (teller, group) =>
        {
            await teller.FireAsync(group, "a");
            await teller.FireAsync(group, "b");
            await teller.HeardAsync(group, 1);
        }),
        Alike("of two groups each is told by itself", ["+a"], async (teller, group) =>
        {
            await teller.FireAsync(group, "a");
            await teller.FireAsync(group + " beside", "b");
            await teller.HeardAsync(group, 1);
            await teller.HeardAsync(group + " beside", 1);
        }),
        Alike("resolves after it was told", ["+a", "-a"], async (teller, group) =>
        {
            await teller.FireAsync(group, "a");
            await teller.HeardAsync(group, 1);
            await teller.ResolveAsync(group, "a");
            await teller.HeardAsync(group, 2);
        }),
        Alike("one of two resolves, then the other", ["+a +b", "-a", "-b"], async (teller, group) =>
        {
            await teller.FireAsync(group, "a", "b");
            await teller.HeardAsync(group, 1);
            await teller.ResolveAsync(group, "a");
            await teller.HeardAsync(group, 2);
            await teller.ResolveAsync(group, "b");
            await teller.HeardAsync(group, 3);
        }),
        Alike("one resolves and another fires before the group's next turn", ["+a", "+b -a"], async (teller, group) =>
        {
            await teller.FireAsync(group, "a");
            await teller.HeardAsync(group, 1);
            await teller.ResolveAsync(group, "a");
            await teller.FireAsync(group, "b");
            await teller.HeardAsync(group, 2);
        }),
        Alike("fires and resolves while the group waits", [], async (teller, group) =>
        {
            await teller.FireAsync(group, "a");
            await teller.ResolveAsync(group, "a");
            await teller.PassAsync();
        }),
        Alike("resolves after its firing did not arrive", [], async (teller, group) =>
        {
            teller.Refuse(group);
            await teller.FireAsync(group, "a");
            await teller.RefusedAsync(group);
            await teller.ResolveAsync(group, "a");
            await teller.PassAsync();
        }),

        // We tell of no end whose beginning nobody has heard of.
        new("comes and goes while the group waits for another", async (teller, group) =>
        {
            await teller.FireAsync(group, "a");
            await teller.ResolveAsync(group, "a");
            await teller.FireAsync(group, "b");
            await teller.HeardAsync(group, 1);
        }, Peer: ["+b -a"], Ours: ["+b"]),

        // A breach after an end is a new episode for us, with its own beginning; to the peer nothing has happened.
        new("resolves and fires again before the group's next turn", async (teller, group) =>
        {
            await teller.FireAsync(group, "a");
            await teller.HeardAsync(group, 1);
            await teller.ResolveAsync(group, "a");
            await teller.FireAsync(group, "a");
            await teller.PassAsync();
        }, Peer: ["+a"], Ours: ["+a", "+a -a"]),
    ];

    [Fact]
    public async Task Tell_SameScripts_AlertmanagerAndWeTellTheSameButForWhatIsMeant()
    {
        await using var peer = await PeerTeller.StartAsync(wait: TimeSpan.FromSeconds(1.5), interval: TimeSpan.FromSeconds(3), repeat: TimeSpan.FromHours(1));
        await using var ours = new OurTeller(TestDatabase, _clock);
        await ours.PrepareAsync();

        var heard = await Task.WhenAll(Scenes.Select(scene => PlayAsync(peer, scene)));
        for (var at = 0; at < Scenes.Length; at++)
            Assert.Equal($"{Scenes[at].Name}: {string.Join("; ", Scenes[at].Peer)}", $"{Scenes[at].Name}: {string.Join("; ", heard[at])}");
        foreach (var scene in Scenes)
        {
            // One after another: what was told in one scene is repeated when the clock is moved a day further for the next.
            await scene.Play(ours, scene.Name);
            Assert.Equal($"{scene.Name}: {string.Join("; ", scene.Ours)}", $"{scene.Name}: {string.Join("; ", await ours.HeardAsync(scene.Name))}");
        }
    }

    /// <summary>The peer repeats as long as it fires; we fall silent after three repeats, and the digest goes on naming it.</summary>
    [Fact]
    public async Task Tell_NobodyEndsIt_AlertmanagerRepeatsForEverAndWeThreeTimes()
    {
        await using var peer = await PeerTeller.StartAsync(wait: TimeSpan.FromSeconds(0.5), interval: TimeSpan.FromSeconds(1), repeat: TimeSpan.FromSeconds(0.5));
        await using var ours = new OurTeller(TestDatabase, _clock);
        await ours.PrepareAsync();

        foreach (var teller in (IAlertTeller[])[peer, ours])
            await teller.FireAsync("repeats", "a", "b");
        await peer.HeardAsync("repeats", 6);
        await ours.PassAsync(TimeSpan.FromDays(10));

        string[] all = ["+a +b", "=a =b", "=a =b", "=a =b", "=a =b", "=a =b"];
        Assert.Equal(all, (await peer.HeardAsync("repeats")).Take(6));
        Assert.Equal(all.Take(4), await ours.HeardAsync("repeats"));
    }

    private static Scene Alike(string name, string[] heard, Func<IAlertTeller, string, Task> play) => new(name, play, heard, heard);

    /// <summary>Plays a scene to the peer, in a new group again where the machine was too slow for its timers.</summary>
    private static async Task<IReadOnlyList<string>> PlayAsync(PeerTeller peer, Scene scene)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var group = $"{scene.Name} {attempt}";
            await scene.Play(peer, group);
            if (peer.IsInTime(group))
                return await peer.HeardAsync(group);
        }

        throw new TimeoutException($"In {Attempts} attempts the machine was too slow for the scene \"{scene.Name}\".");
    }
}
