using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.Networks.Model;
using SmmKpiBot.Sandbox.Running;

namespace SmmKpiBot.Sandbox.Networks.Graph;

/// <summary>
/// A Graph API on loopback, version 26: pages of Facebook, Instagram, ads and tokens of one brand, told from its model with the shapes, limits, delays and errors of
/// the real one.
/// </summary>
internal sealed class GraphServer : IAsyncDisposable
{
    private const string Version = "v26.0";

    private readonly WebApplication _web;
    private readonly TimeProvider _clock;
    private readonly List<Func<GraphAsk, JsonObject?>> _parts;
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _calls = new();

    private GraphServer(TimeProvider clock, BrandModel model, WebApplication web)
    {
        _clock = clock;
        _web = web;
        Model = model;
        Consent = new(Faults);
        Lists = new GraphLists(Faults);
        var insights = new GraphInsightAnswers(Faults);
        _parts =
        [
            new TokenStandIn(clock, Faults, Consent).Answer,
            new FacebookStandIn(model, Faults, Lists, insights).Answer,
            new InboxStandIn(model, Lists, Faults).Answer,
            new InstagramStandIn(model, Faults, Lists, insights).Answer,
            new AdsStandIn(model, Faults, Lists).Answer,
        ];
    }

    public BrandModel Model { get; }

    public GraphFaults Faults { get; } = new();

    public GraphLists Lists { get; }

    public ConsentStandIn Consent { get; }

    /// <summary>The page of consent.</summary>
    public string ConsentUrl => $"{BaseUrl}/{ConsentStandIn.DialogPath}";

    /// <summary>With the version.</summary>
    public string BaseUrl => $"{_web.Urls.First()}/{Version}";

    public int CallCount => _calls.Count;

    /// <summary>Paths with their queries, in the order of asking.</summary>
    public IReadOnlyList<string> Calls => [.. _calls];

    public static async Task<GraphServer> StartAsync(TimeProvider clock, BrandModel model, CancellationToken cancellationToken)
    {
        var builder = LoopbackWeb.NewBuilder();
        var server = new GraphServer(clock, model, builder.Build());
        server._web.MapMethods("/{version}/{**path}", ["GET", "POST"], server.ServeAsync);
        await server._web.StartAsync(cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync(CancellationToken.None);
        await _web.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context, string version, string path)
    {
        _calls.Enqueue(path + context.Request.QueryString);
        if (Faults.HtmlErrors > 0)
        {
            Faults.HtmlErrors--;
            await WriteAsync(context, 502, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>");
            return;
        }

        if (Faults.IsDown)
        {
            await WriteAsync(context, 503, "text/plain", "Service unavailable");
            return;
        }

        if (path == ConsentStandIn.DialogPath)
        {
            await Consent.Dialog(context.Request.Query).ExecuteAsync(context);
            return;
        }

        if (Faults.IsNonsense)
        {
            await WriteAsync(context, 200, "text/html", "<html><body><h1>Please sign in</h1></body></html>");
            return;
        }

        if (Faults.RedirectTo is { } elsewhere)
        {
            context.Response.Redirect(new Uri(elsewhere, context.Request.Path + context.Request.QueryString.ToString()).AbsoluteUri);
            return;
        }

        Usage(context.Response);
        try
        {
            var ask = await AskAsync(context.Request, path);
            Guard(ask, version);
            var body = _parts.Select(part => part(ask)).FirstOrDefault(answer => answer is not null) ?? throw GraphRefusal.NotVisible();
            await WriteAsync(context, 200, "application/json; charset=UTF-8", body.ToJsonString());
        }
        catch (GraphRefusal refusal)
        {
            var error = new JsonObject { ["message"] = refusal.Message, ["type"] = "OAuthException", ["code"] = refusal.Code, ["fbtrace_id"] = "AbCdEf123" };
            if (refusal.Subcode != 0)
                error["error_subcode"] = refusal.Subcode;
            if (refusal.IsTransient)
                error["is_transient"] = true;
            await WriteAsync(context, refusal.Status, "application/json; charset=UTF-8", new JsonObject { ["error"] = error }.ToJsonString());
        }
    }

    private async Task<GraphAsk> AskAsync(HttpRequest request, string path)
    {
        var query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        foreach (var (name, value) in request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty)
            query[name] = value.ToString();
        var token = request.Headers.Authorization.ToString() is { Length: > 7 } header ? header[7..] : query.GetValueOrDefault("access_token", "");
        return new(BaseUrl, HttpMethods.IsPost(request.Method), path.Split('/'), query, token, _clock.GetUtcNow());
    }

    private void Guard(GraphAsk ask, string version)
    {
        if (version != Version)
            throw new GraphRefusal(2635, 0, "(#2635) You are calling a deprecated version of the API");
        if (Faults.Throttled > 0)
        {
            Faults.Throttled--;
            throw new GraphRefusal(Faults.Throttle.Code, Faults.Throttle.Subcode, "(#80001) There have been too many calls to this Page account. Wait a bit and try again.");
        }

        if (Faults.TransientErrors > 0)
        {
            Faults.TransientErrors--;
            throw new GraphRefusal(2, 0, "(#2) Service temporarily unavailable", isTransient: true);
        }

        var isApp = ask.Token == $"{GraphBrand.AppId}|{GraphBrand.AppSecret}";
        if (Faults.TokenDead is { } subcode && !isApp)
            throw new GraphRefusal(190, subcode, "Error validating access token: the session is no longer valid " + ask.Token);
        if (!isApp && ask.Token is not (GraphBrand.SystemToken or GraphBrand.PageToken))
            throw new GraphRefusal(190, 0, "Invalid OAuth access token.");
        var proof = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(GraphBrand.AppSecret), Encoding.UTF8.GetBytes(ask.Token)));
        if (ask["appsecret_proof"] is { } given && given != proof)
            throw new GraphRefusal(100, 0, "Invalid appsecret_proof provided in the API argument");
    }

    private void Usage(HttpResponse response)
    {
        var regain = Faults.Throttled > 0 ? Faults.RegainMinutes : 0;
        if (Faults.Usage is not { } percent && regain == 0)
            return;
        string Entry(string type)
        {
            var (share, rest) = Faults.UsageOf is null || Faults.UsageOf == type ? (regain > 0 ? 100 : Faults.Usage ?? 0, regain) : (1, 0);
            var count = share.ToString(CultureInfo.InvariantCulture);
            return $$"""[{"type":"messenger","call_count":1,"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":0},{"type":"{{type}}","call_count":{{count}},"total_cputime":1,"total_time":2,"estimated_time_to_regain_access":{{rest}}}]""";
        }

        response.Headers["X-App-Usage"] = $$"""{"call_count":17,"total_time":6,"total_cputime":4}""";
        response.Headers["X-Business-Use-Case-Usage"] = $$"""{"{{GraphBrand.PageId}}":{{Entry("pages")}},"{{GraphBrand.InstagramId}}":{{Entry("instagram")}},"{{GraphBrand.AdAccountId}}":{{Entry("ads_insights")}}}""";
    }

    private async Task WriteAsync(HttpContext context, int status, string type, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        var bytes = Encoding.UTF8.GetBytes(body);
        if (Faults.BreaksOff)
        {
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }

        if (Faults.Drip == TimeSpan.Zero)
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
            return;
        }

        // The first half comes at once, and the rest when nobody waits any more.
        await context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(Faults.Drip, _clock, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
