using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Benchmarks.Fanout;
using SmmKpiBot.Sandbox.Running;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Alerts.Differential;

/// <summary>A real Alertmanager with short timers, and the webhook it tells.</summary>
internal sealed class PeerTeller : IAlertTeller, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smmkpibot-alertmanager-");
    private readonly ConcurrentDictionary<string, PeerGroup> _groups = new();
    private readonly AlertmanagerRoute _route;
    private readonly WebApplication _webhook;
    private Alertmanager? _alertmanager;
    private int _sentinels;

    private PeerTeller(AlertmanagerRoute route, WebApplication webhook) => (_route, _webhook) = (route, webhook);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Skips the test where Alertmanager is not installed; in CI that is a failure.</summary>
    public static async Task<PeerTeller> StartAsync(TimeSpan wait, TimeSpan interval, TimeSpan repeat)
    {
        if (Alertmanager.Program is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", Alertmanager.HowToGetIt);
            Assert.Fail(Alertmanager.HowToGetIt);
        }

        var builder = LoopbackWeb.NewBuilder();
        var teller = new PeerTeller(new(["group"], wait, interval, repeat), builder.Build());
        teller._webhook.Run(teller.ToldAsync);
        await teller._webhook.StartAsync(Cancel);
        var address = teller._webhook.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        teller._alertmanager = await Alertmanager.StartAsync(teller._folder.FullName, teller._route, new Uri(address + "/hook"), Cancel);
        return teller;
    }

    public Task FireAsync(string group, params string[] alerts) => PostAsync(group, alerts, isOver: false);

    public Task ResolveAsync(string group, params string[] alerts) => PostAsync(group, alerts, isOver: true);

    public Task HeardAsync(string group, int times) => UntilAsync(group, () => Group(group).Heard.Count >= times, $"told {times} times");

    /// <summary>A group of its own is told, and then told of something more: so the timers of all have run as long.</summary>
    public async Task PassAsync()
    {
        var sentinel = $"sentinel {Interlocked.Increment(ref _sentinels)}";
        await FireAsync(sentinel, "a");
        await HeardAsync(sentinel, 1);
        await FireAsync(sentinel, "b");
        await HeardAsync(sentinel, 2);
    }

    public void Refuse(string group) => Group(group).IsRefused = true;

    public Task RefusedAsync(string group) => UntilAsync(group, () => Group(group).Refusals > 0, "refused");

    public Task<IReadOnlyList<string>> HeardAsync(string group) => Task.FromResult<IReadOnlyList<string>>([.. Group(group).Heard]);

    public bool IsInTime(string group)
    {
        var own = Group(group);
        return TimeProvider.System.GetElapsedTime(own.TurnBegan, own.LastPosted) < (own.Heard.IsEmpty && own.Refusals == 0 ? _route.Wait : _route.Interval) * 0.7;
    }

    public async ValueTask DisposeAsync()
    {
        if (_alertmanager is not null)
            await _alertmanager.DisposeAsync();
        await _webhook.StopAsync(CancellationToken.None);
        await _webhook.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private PeerGroup Group(string group) => _groups.GetOrAdd(group, _ => new());

    private async Task PostAsync(string group, string[] alerts, bool isOver)
    {
        var now = TimeProvider.System.GetUtcNow();
        var own = Group(group);
        if (own.TurnBegan == 0)
            own.TurnBegan = TimeProvider.System.GetTimestamp();
        List<PeerAlert> posted = [];
        foreach (var alert in alerts)
        {
            if (!isOver)
                own.Since[alert] = now;
            posted.Add(new(new Dictionary<string, string> { ["alertname"] = alert, ["group"] = group }, new Dictionary<string, string>(), own.Since[alert], isOver ? now : null));
        }

        await _alertmanager!.PostAsync(posted, Cancel);
        own.LastPosted = TimeProvider.System.GetTimestamp();
    }

    private async Task UntilAsync(string group, Func<bool> isSo, string what)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(Patience);
        while (!isSo())
        {
            try
            {
                await Group(group).Told.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
            {
                Assert.Fail($"Alertmanager: {group} was not {what} within {Patience}; heard: {string.Join("; ", Group(group).Heard)}");
            }
        }
    }

    private async Task ToldAsync(HttpContext context)
    {
        using var message = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var group = Group(message.RootElement.GetProperty("groupLabels").GetProperty("group").GetString()!);
        // Not to be repeated: as a chat that is gone.
        context.Response.StatusCode = group.Take(message.RootElement.GetProperty("alerts")) ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        group.Told.Release();
    }
}
