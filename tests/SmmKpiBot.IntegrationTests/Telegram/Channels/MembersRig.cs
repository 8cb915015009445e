using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.Running;
using SmmKpiBot.Sources.Http;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram.Channels;

/// <summary>The stand-in Telegram for the contract suite, behind a server that spoils its answers.</summary>
internal sealed class MembersRig : NetworkRig
{
    private const long ChannelId = -1_000_000_000_900;
    private const string OneNumber = "The answer is one number: there is no other record that a bad one could cost. TelegramSourceTests read a missing and a wrong one.";
    private const string OneAnswer = "The answer is one number: it has no pages.";

    private readonly BotApiServer _telegram;
    private readonly WebApplication _front;
    private readonly TelegramChat _channel;

    /// <summary>Passes calls on without a trace of them: their addresses hold the token.</summary>
    private readonly HttpClient _http = new(new SocketsHttpHandler { ActivityHeadersPropagator = null });

    private int _calls;
    private int _foreignCalls;
    private Misbehaviour? _misbehaves;

    private MembersRig(FakeTimeProvider clock, BotApiServer telegram, WebApplication front)
        : base(clock)
    {
        _telegram = telegram;
        _front = front;
        _channel = telegram.World.AddChannel(ChannelId, "Зерно", "zerno_coffee").Channel;
        _channel.OtherMembers = 4_217;
        front.Run(AnswerAsync);
    }

    public override string Network => "telegram";

    public override string[] Settings => ["--Telegram:Token", _telegram.Token, "--Networks:Telegram:ApiBaseUrl", _front.Urls.First()];

    public override string PlaceId => "-1000000000900";

    /// <summary>The bot's own token: the source needs no secret of the account, and this one must not be seen either.</summary>
    public override IReadOnlyDictionary<string, string> Secrets => new Dictionary<string, string> { ["bot-token"] = _telegram.Token };

    public override IReadOnlySet<string> SnapshotMetrics { get; } = new HashSet<string> { MetricCatalogue.Followers };

    public override int Calls => _calls;

    public override int ForeignCalls => _foreignCalls;

    public override SourceProblem RefusedAccess => SourceProblem.Misconfigured;

    public override string CannotDiscover => "The Bot API does not list the channels of a bot.";

    public override string HasOnePage => OneAnswer;

    public static async Task<MembersRig> StartAsync(FakeTimeProvider clock)
    {
        var builder = LoopbackWeb.NewBuilder(limit: limits => limits.MinResponseDataRate = null);
        var stop = TestContext.Current.CancellationToken;
        var rig = new MembersRig(clock, await BotApiServer.StartAsync(new BotApiOptions { Clock = clock }, stop), builder.Build());
        await rig._front.StartAsync(stop);
        return rig;
    }

    public override BrandFacts Expected(DateOnly from)
    {
        var today = LocalDay.Of(Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv"));
        var facts = new BrandFacts();
        if (today >= from)
            facts.Points[(MetricCatalogue.Followers, "", today)] = _channel.OtherMembers + _channel.Members.Count;
        return facts;
    }

    public override void Restate() => _channel.OtherMembers -= 12;

    public override void Begin(Misbehaviour what) => _misbehaves = what;

    public override void End() => _misbehaves = null;

    public override string? Cannot(Misbehaviour what) => what switch
    {
        Misbehaviour.MissingField or Misbehaviour.WrongType => OneNumber,
        Misbehaviour.DuplicatePages or Misbehaviour.PagesOutOfOrder => OneAnswer,
        Misbehaviour.Empty => "A channel always has a number of members: an answer without one is a bad record, which TelegramSourceTests read.",
        _ => null,
    };

    public override async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _front.StopAsync(atOnce.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _front.DisposeAsync();
        await _telegram.DisposeAsync();
        _http.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/foreign", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _foreignCalls);
            return;
        }

        Interlocked.Increment(ref _calls);
        switch (_misbehaves)
        {
            case Misbehaviour.TooManyRequests:
                await WriteAsync(context, 429, new() { ["ok"] = false, ["error_code"] = 429, ["description"] = "Too Many Requests: retry after 600", ["parameters"] = new JsonObject { ["retry_after"] = 600 } });
                return;
            case Misbehaviour.ServerErrors:
                context.Response.StatusCode = StatusCodes.Status502BadGateway;
                await context.Response.WriteAsync("<html>502 Bad Gateway</html>");
                return;
            case Misbehaviour.ExpiredAccess:
                await WriteAsync(context, 401, new() { ["ok"] = false, ["error_code"] = 401, ["description"] = "Unauthorized" });
                return;
            case Misbehaviour.ForeignServer:
                // The same place under another name is another server.
                context.Response.Redirect($"http://localhost.localdomain:{context.Connection.LocalPort}/foreign");
                return;
            default:
                break;
        }

        using var answer = await _http.GetAsync(new Uri(_telegram.BaseUrl + context.Request.Path + context.Request.QueryString), context.RequestAborted);
        var body = (JsonObject)JsonNode.Parse(await answer.Content.ReadAsStringAsync(context.RequestAborted))!;
        if (_misbehaves == Misbehaviour.UnknownField)
            body["mood"] = "sunny";
        await WriteAsync(context, (int)answer.StatusCode, body);
    }

    private async Task WriteAsync(HttpContext context, int status, JsonObject answer)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(answer.ToJsonString());
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        if (_misbehaves is not (Misbehaviour.PartialPage or Misbehaviour.SlowDrip))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
            return;
        }

        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (_misbehaves == Misbehaviour.SlowDrip)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }
}
