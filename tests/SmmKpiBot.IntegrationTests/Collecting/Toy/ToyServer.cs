using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.Sandbox.Running;

namespace SmmKpiBot.IntegrationTests.Collecting.Toy;

/// <summary>The toy's API on loopback, which misbehaves as it is told.</summary>
internal sealed class ToyServer : IAsyncDisposable
{
    public const string Place = "bear-1";
    public const string Token = "toy-canary-4f1c9b77aa";
    public const string CustomerText = "Where is my bear, says Olena Petrenko";

    private const int DaysPerPage = 3;
    private const int PostsPerPage = 4;

    private readonly WebApplication _web;
    private readonly ToyBrand _brand;
    private int _calls;

    private ToyServer(WebApplication web, ToyBrand brand)
    {
        _web = web;
        _brand = brand;
    }

    public string BaseUrl => _web.Urls.First();

    public int Calls => _calls;

    public Misbehaviour? Misbehaves { get; set; }

    public TimeSpan AskedRest { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Where <see cref="Misbehaviour.ForeignServer"/> leads to.</summary>
    public Uri? Foreign { get; set; }

    /// <summary>Every page leads to the first one.</summary>
    public bool Loops { get; set; }

    /// <summary>Told in every answer; null tells nothing.</summary>
    public double? Usage { get; set; }

    /// <summary>When the token ends; null never.</summary>
    public DateTimeOffset? Expires { get; set; }

    /// <summary>Whether the call is never answered.</summary>
    public Func<string, bool>? Held { get; set; }

    /// <summary>Whether the server is in trouble with this path.</summary>
    public Func<string, bool>? Broken { get; set; }

    /// <summary>The status that the path is refused with; null answers it.</summary>
    public Func<string, int?>? Refused { get; set; }

    /// <summary>Called with every path that is asked for.</summary>
    public Action<string>? Asked { get; set; }

    public static async Task<ToyServer> StartAsync(ToyBrand brand, CancellationToken cancellationToken)
    {
        var builder = LoopbackWeb.NewBuilder(limit: limits => limits.MinResponseDataRate = null);
        var server = new ToyServer(builder.Build(), brand);
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
        Interlocked.Increment(ref _calls);
        var path = context.Request.Path.Value ?? "";
        Asked?.Invoke(path + context.Request.QueryString);
        if (Held?.Invoke(path) == true)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        if (Broken?.Invoke(path) == true)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (Refused?.Invoke(path) is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        if (Usage is { } usage)
            context.Response.Headers["X-Usage"] = usage.ToString(CultureInfo.InvariantCulture);
        switch (Misbehaves)
        {
            case Misbehaviour.TooManyRequests:
                context.Response.Headers.RetryAfter = ((int)AskedRest.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return;
            case Misbehaviour.ServerErrors:
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                await context.Response.WriteAsync("<html>Back soon</html>");
                return;
            case Misbehaviour.ForeignServer when Foreign is not null:
                context.Response.Redirect(new Uri(Foreign, path).ToString());
                return;
            default:
                break;
        }

        if (Misbehaves == Misbehaviour.ExpiredAccess || context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        await WriteAsync(context, Answer(context, path.Split('/', StringSplitOptions.RemoveEmptyEntries)));
    }

    private async Task WriteAsync(HttpContext context, JsonObject? answer)
    {
        if (answer is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var body = Encoding.UTF8.GetBytes(answer.ToJsonString());
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        if (Misbehaves is not (Misbehaviour.PartialPage or Misbehaviour.SlowDrip))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
            return;
        }

        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (Misbehaves == Misbehaviour.SlowDrip)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        context.Abort();
    }

    private JsonObject? Answer(HttpContext context, string[] path) => path switch
    {
        ["v1", "places"] => new() { ["data"] = new JsonArray(PlaceOf()) },
        ["v1", "places", Place] => PlaceOf(),
        ["v1", "places", Place, var stream] => Stream(stream, Day(context, "from"), Day(context, "to"), context.Request.Query["after"].ToString()),
        _ => null,
    };

    private JsonObject PlaceOf()
    {
        var place = new JsonObject { ["id"] = Place, ["name"] = "Bear", ["zone"] = ToyBrand.Zone.Id, ["currency"] = "UAH" };
        if (Expires is { } at)
            place["expires"] = at.ToString("O", CultureInfo.InvariantCulture);
        return place;
    }

    private JsonObject Stream(string stream, DateOnly from, DateOnly to, string after)
    {
        var last = to < _brand.Today ? to : _brand.Today;
        var pages = stream switch
        {
            "followers" => last == _brand.Today && from <= last ? [([_brand.Today], [FollowersOf(_brand.Today)])] : [],
            "daily" => ByDays(from, last, day => [DailyOf(day)]),
            "ads" => ByDays(from, last, day => _brand.Ads(day).Select(AdOf)),
            "posts" => _brand.Posts(from, last).Chunk(PostsPerPage).Select(some => ((DateOnly[])[], some.Select(PostOf).ToArray())).ToList(),
            _ => _brand.Comments(from, last).Chunk(PostsPerPage).Select(some => ((DateOnly[])[], some.Select(CommentOf).ToArray())).ToList(),
        };
        if (Misbehaves == Misbehaviour.PagesOutOfOrder)
            pages.Reverse();
        if (Misbehaves == Misbehaviour.DuplicatePages)
            pages = [.. pages.SelectMany(page => (IEnumerable<(DateOnly[], JsonObject[])>)[page, page])];
        var at = after.Length == 0 ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
        if (at >= pages.Count)
            return new() { ["data"] = new JsonArray() };
        var (told, records) = pages[at];
        var answer = new JsonObject { ["data"] = Spoiled(records.Select(record => (JsonObject)record.DeepClone())), ["told"] = new JsonArray([.. told.Select(day => (JsonNode)Text(day))]) };
        if (Loops)
            answer["next"] = "0";
        else if (at + 1 < pages.Count)
            answer["next"] = (at + 1).ToString(CultureInfo.InvariantCulture);
        return answer;
    }

    private JsonArray Spoiled(IEnumerable<JsonObject> records)
    {
        var spoiled = Misbehaves == Misbehaviour.Empty ? [] : records.ToArray();
        foreach (var record in spoiled)
        {
            if (Misbehaves == Misbehaviour.UnknownField)
                record["mood"] = "sunny";
        }

        if (spoiled.Length > 0 && Misbehaves is Misbehaviour.MissingField or Misbehaviour.WrongType)
        {
            var field = (string[])["followers", "views", "spend", "conversation"] is var needed ? needed.First(spoiled[0].ContainsKey) : "";
            if (Misbehaves == Misbehaviour.MissingField)
                spoiled[0].Remove(field);
            else
                spoiled[0][field] = new JsonArray("many");
        }

        return [.. spoiled];
    }

    private static List<(DateOnly[] Told, JsonObject[] Records)> ByDays(DateOnly from, DateOnly to, Func<DateOnly, IEnumerable<JsonObject>> records) => from > to
        ? []
        : [.. new Period(from, to).EachDay().Chunk(DaysPerPage).Select(days => (days, days.SelectMany(records).ToArray()))];

    private JsonObject FollowersOf(DateOnly day) => new()
    {
        ["day"] = Text(day),
        ["followers"] = ToyBrand.Followers(day),
        ["audience"] = new JsonObject(_brand.Audience(day).Select(part => KeyValuePair.Create(part.Country, (JsonNode?)part.People))),
    };

    private JsonObject DailyOf(DateOnly day) => new() { ["day"] = Text(day), ["views"] = _brand.Views(day), ["gained"] = ToyBrand.Gained(day), ["reach28"] = ToyBrand.Reach28(day) };

    private static JsonObject AdOf(Data.Metrics.AdDay ad) => new() { ["day"] = Text(ad.Day), ["campaign"] = ad.Campaign, ["spend"] = ad.SpendMicros, ["clicks"] = ad.Clicks };

    private static JsonObject PostOf(Data.Posts.Post post) => new()
    {
        ["id"] = post.PostId,
        ["published"] = post.PublishedAt.ToString("O", CultureInfo.InvariantCulture),
        ["views"] = post.Views,
        ["reactions"] = post.Reactions,
        ["comments"] = post.Comments,
    };

    private static JsonObject CommentOf((string Conversation, string Id, DateTimeOffset At, bool OfBrand) comment) => new()
    {
        ["conversation"] = comment.Conversation,
        ["id"] = comment.Id,
        ["at"] = comment.At.ToString("O", CultureInfo.InvariantCulture),
        ["from"] = comment.OfBrand ? "brand" : "customer",
        ["text"] = CustomerText,
    };

    private static DateOnly Day(HttpContext context, string name) => DateOnly.ParseExact(context.Request.Query[name].ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
