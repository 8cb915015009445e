using System.Globalization;
using SmmKpiBot.Sandbox.Running;

namespace SmmKpiBot.Sandbox.Networks.NationalBank;

/// <summary>The National Bank of Ukraine on loopback: official rates by currency and span of days, with its habits. Days off have no rate.</summary>
internal sealed class NationalBankServer : IAsyncDisposable
{
    public const string Path = "/NBU_Exchange/exchange_site";

    private readonly WebApplication _web;
    private readonly Dictionary<(string Currency, DateOnly Day), (decimal Rate, int Units)> _rates = [];
    private readonly List<string> _asked = [];
    private readonly Lock _lock = new();

    private NationalBankServer(WebApplication web) => _web = web;

    /// <summary>Answers every call instead, when set.</summary>
    public Func<HttpRequest, IResult?>? Fails { get; set; }

    public string BaseUrl => _web.Urls.First();

    /// <summary>Queries so far, in order.</summary>
    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (_lock)
            {
                return [.. _asked];
            }
        }
    }

    public static async Task<NationalBankServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = LoopbackWeb.NewBuilder();
        var server = new NationalBankServer(builder.Build());
        server._web.Run(context => server.Answer(context.Request).ExecuteAsync(context));
        await server._web.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Publishes or corrects a rate, of so many units.</summary>
    public void Publish(string currency, DateOnly day, decimal rate, int units = 1)
    {
        lock (_lock)
        {
            _rates[(currency, day)] = (rate, units);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(new CancellationToken(canceled: true));
        await _web.DisposeAsync();
    }

    private IResult Answer(HttpRequest request)
    {
        lock (_lock)
        {
            _asked.Add(request.QueryString.Value ?? "");
            if (Fails?.Invoke(request) is { } failure)
                return failure;
            if (request.Path != Path)
                return Results.NotFound();
            if (request.Headers.UserAgent.Count == 0)
                return Results.StatusCode(StatusCodes.Status403Forbidden);
            if (!TryDay(request.Query["start"], out var start) || !TryDay(request.Query["end"], out var end) || start > end || !request.Query.ContainsKey("json"))
                return Results.Json(new[] { new { message = "Wrong parameters format" } });
            var currency = request.Query["valcode"].ToString().ToUpperInvariant();
            return Results.Json(_rates.Where(pair => pair.Key.Currency == currency && pair.Key.Day >= start && pair.Key.Day <= end).OrderBy(pair => pair.Key.Day).Select(Body));
        }
    }

    private static object Body(KeyValuePair<(string Currency, DateOnly Day), (decimal Rate, int Units)> published) => new
    {
        exchangedate = Day(published.Key.Day),
        r030 = 0,
        cc = published.Key.Currency,
        txt = published.Key.Currency,
        enname = published.Key.Currency,
        rate = published.Value.Rate,
        units = published.Value.Units,
        rate_per_unit = published.Value.Rate / published.Value.Units,
        group = "1",
        calcdate = Day(published.Key.Day.AddDays(-1)),
    };

    private static string Day(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    private static bool TryDay(string? text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
