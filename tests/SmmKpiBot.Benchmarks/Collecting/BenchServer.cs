using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sandbox.Running;

namespace SmmKpiBot.Benchmarks.Collecting;

/// <summary>The stand-in of <see cref="BenchNetwork"/>: figures are a function of place and day, so each answer can be known.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private const int Countries = 26;
    private const int Campaigns = 4;
    private const int PostsOfADay = 3;

    private static readonly string[] Plain = [MetricCatalogue.Views, MetricCatalogue.FollowersGained, MetricCatalogue.FollowersLost, MetricCatalogue.LinkClicks, MetricCatalogue.ProfileVisits];

    private readonly WebApplication _web;
    private readonly ConcurrentQueue<string> _asked = [];
    private readonly TimeSpan _latency;
    private int _calls;

    private BenchServer(WebApplication web, TimeSpan latency)
    {
        _web = web;
        _latency = latency;
    }

    public string BaseUrl => _web.Urls.First();

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>The paths that were asked for since the last look.</summary>
    public IReadOnlyList<string> TakeAsked()
    {
        var asked = new List<string>();
        while (_asked.TryDequeue(out var path))
            asked.Add(path);
        return asked;
    }

    /// <param name="latency">Of each answer, as a network far away has it.</param>
    public static async Task<BenchServer> StartAsync(TimeSpan latency, CancellationToken cancellationToken)
    {
        var builder = LoopbackWeb.NewBuilder();
        var server = new BenchServer(builder.Build(), latency);
        server._web.Run(server.AnswerAsync);
        await server._web.StartAsync(cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _web.StopAsync(atOnce.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _web.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        Interlocked.Increment(ref _calls);
        _asked.Enqueue(path);
        if (_latency > TimeSpan.Zero)
            await Task.Delay(_latency, TimeProvider.System, context.RequestAborted);
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var days = new Period(DateOnly.ParseExact(parts[2], "O", CultureInfo.InvariantCulture), DateOnly.ParseExact(parts[3], "O", CultureInfo.InvariantCulture));
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(Body(int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], days), context.RequestAborted);
    }

    private static string Body(int place, string stream, Period days)
    {
        var body = new StringBuilder("[");
        foreach (var day in days.EachDay())
        {
            body.Append(body.Length == 1 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{{\"day\":\"{day:O}\",\"rows\":[");
            body.AppendJoin(',', Rows(stream, day).Select((row, i) => string.Create(CultureInfo.InvariantCulture, $"[\"{row.Name}\",\"{row.Dimension}\",{((place * 31) + (day.DayNumber * 7) + (i * 13)) % 900}]")));
            body.Append("]}");
        }

        return body.Append(']').ToString();
    }

    private static IEnumerable<(string Name, string Dimension)> Rows(string stream, DateOnly day) => stream switch
    {
        "days" =>
        [
            .. Plain.Select(metric => (metric, "")),
            .. new[] { 1, 7, 28 }.Select(window => (MetricCatalogue.Reach, MetricCatalogue.WindowDimension(window))),
            .. Enumerable.Range(0, Countries).Select(country => (MetricCatalogue.Audience, $"country:A{(char)('A' + country)}")),
        ],
        "ads" => Enumerable.Range(0, Campaigns).Select(campaign => ($"campaign {campaign}", "")),
        _ => Enumerable.Range(0, PostsOfADay).Select(post => ($"p{day:yyyyMMdd}-{post}", "")),
    };
}
