using System.Net;
using System.Text;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Web;
using SmmKpiBot.Bot.Web.Messages;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.Sources.Messages;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Web;

/// <summary>Other programs post messages over HTTP; only a token opens, and only its own account.</summary>
public sealed class MessagesEndpointTests : IAsyncLifetime
{
    private const string Message = """{"conversation":"c","messageId":"1","at":"2026-11-23T09:00:00Z","direction":"in","author":"Ivan Canary","text":"Де моє замовлення?"}""";

    private BotUnderTest _bot = null!;
    private HttpClient _http = null!;
    private Account _account = null!;
    private string _token = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await BotUnderTest.CreateAsync();
        await _bot.Host.StartAsync(Stop);
        var client = await _bot.AddClientAsync("acme", "Acme");
        _account = (await _bot.Get<AccountStore>().AddAsync(client.Id, "viber", "main", null, Stop))!;
        _token = (await _bot.Get<ApiTokens>().CreateAsync(_account, Stop)).Text;
        _http = new HttpClient { BaseAddress = new Uri(_bot.Host.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _bot.DisposeAsync();
    }

    [Fact]
    public async Task Post_AMessageTwice_IsStoredOnce()
    {
        Assert.Equal((1, 0), await TakenAsync(Message));
        Assert.Equal((0, 1), await TakenAsync(Message));

        Assert.Equal(1, await CountAsync("select count(*) from message"));
        Assert.Equal(1, await CountAsync("select count(*) from message_text where words = 'Де моє замовлення?'"));
        Assert.Equal(0, await CountAsync("select count(*) from message where author like '%Canary%'"));
    }

    [Fact]
    public async Task Post_AnArrayWithARepetition_CountsIt() =>
        Assert.Equal((2, 1), await TakenAsync($"[{Message},{Message},{Message.Replace("\"1\"", "\"2\"", StringComparison.Ordinal)}]"));

    [Fact]
    public async Task Post_TwoVersionsAtOnce_TheLastOneCounts()
    {
        await TakenAsync($"[{Message},{Message.Replace("\"in\"", "\"in\",\"kind\":\"comment\"", StringComparison.Ordinal)}]");

        Assert.Equal(1, await CountAsync("select kind from message"));
    }

    [Fact]
    public async Task Post_Deleted_TakesItAwayAlsoWhenTheMessageComesLater()
    {
        var deleted = Message.Replace("\"in\"", "\"in\",\"deleted\":true", StringComparison.Ordinal);

        Assert.Equal((1, 0), await TakenAsync(deleted));
        Assert.Equal(1, await CountAsync("select count(*) from message"));
        Assert.Equal((0, 1), await TakenAsync(Message));
        Assert.Equal((0, 1), await TakenAsync(deleted));

        Assert.Equal(1, await CountAsync("select deleted from message order by batch_id desc limit 1"));
        Assert.Equal(0, await CountAsync("select count(*) from message_text"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer ")]
    [InlineData("Bearer smmkpi_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Basic abc")]
    public async Task Post_WithoutAToken_Is401AndSaysTheSameOfEveryWrongOne(string? authorization)
    {
        using var response = await PostAsync(Message, authorization);

        Assert.Contains("Authorization: Bearer", await DetailAsync(response, HttpStatusCode.Unauthorized), StringComparison.Ordinal);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal(0, await CountAsync("select count(*) from message"));
    }

    [Fact]
    public async Task Post_WithARevokedToken_Is401()
    {
        await _bot.Get<ApiTokens>().RevokeAsync(_account.Id, null, Stop);

        using var response = await PostAsync(Message, "Bearer " + _token);
        using var withoutOne = await PostAsync(Message, null);

        Assert.Equal(await DetailAsync(withoutOne, HttpStatusCode.Unauthorized), await DetailAsync(response, HttpStatusCode.Unauthorized));
    }

    [Theory]
    [InlineData("text/plain", "application/json")]
    [InlineData("application/xml", "text/html")]
    public async Task Post_WithoutJson_Is415AndSaysWhatToSend(string type, string accept)
    {
        using var request = Request(Message, "Bearer " + _token);
        request.Content!.Headers.ContentType = new(type);
        request.Headers.Accept.ParseAdd(accept);

        using var response = await _http.SendAsync(request, Stop);

        Assert.Contains("Content-Type: application/json", await DetailAsync(response, HttpStatusCode.UnsupportedMediaType), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("select count(*) from message"));
    }

    [Theory]
    [InlineData("GET", MessagesEndpoint.Path, HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/api/messages/1", HttpStatusCode.NotFound)]
    public async Task Call_OfWhatIsNotThere_SaysWhatIs(string method, string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));

        using var response = await _http.SendAsync(request, Stop);

        Assert.NotEmpty(await DetailAsync(response, expected));
    }

    [Fact]
    public async Task Post_OneTooManyInAMinute_Is429AndSaysWhenToGoOn()
    {
        var token = (await _bot.Get<ApiTokens>().FindAsync(_token, Stop))!;
        for (var at = 0; at < TokenPace.PerMinute; at++)
            _bot.Get<TokenPace>().Ask(token.Id);

        using var response = await PostAsync(Message, "Bearer " + _token);

        Assert.Contains("Retry-After", await DetailAsync(response, HttpStatusCode.TooManyRequests), StringComparison.Ordinal);
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Take_ATokenRevokedMeanwhile_StoresNothing()
    {
        var token = await _bot.Get<ApiTokens>().FindAsync(_token, Stop);
        await _bot.Get<ApiTokens>().RevokeAsync(_account.Id, null, Stop);
        var posted = PostedMessagesReader.Read(Encoding.UTF8.GetBytes(Message), _bot.Clock.GetUtcNow(), new FieldErrors());

        Assert.Null(await _bot.Get<MessageStore>().TakeAsync(token!, posted, Stop));
        Assert.Equal(0, await CountAsync("select count(*) from message"));
    }

    [Fact]
    public async Task Post_OneBadField_Is400WithItsNameAndStoresNothing()
    {
        using var response = await PostAsync($"[{Message},{Message.Replace("\"in\"", "\"sideways\"", StringComparison.Ordinal)}]", "Bearer " + _token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop)).RootElement;
        Assert.Equal("[1].direction", Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        Assert.Equal(0, await CountAsync("select count(*) from message"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_MoreThanAMegabyte_Is413(bool isChunked)
    {
        using var request = Request(new string(' ', (int)Body.Largest) + Message, "Bearer " + _token);
        request.Headers.TransferEncodingChunked = isChunked;

        using var response = await _http.SendAsync(request, Stop);

        Assert.NotEmpty(await DetailAsync(response, HttpStatusCode.RequestEntityTooLarge));
        Assert.Equal(0, await CountAsync("select count(*) from message"));
    }

    [Fact]
    public void Pace_OneTooMany_HasToWaitUntilTheMinuteIsOver()
    {
        var clock = new FakeTimeProvider();
        var pace = new TokenPace(clock);

        Assert.All(Enumerable.Range(0, TokenPace.PerMinute), _ => Assert.Null(pace.Ask(1)));
        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(TimeSpan.FromSeconds(40), pace.Ask(1));
        Assert.Null(pace.Ask(2));
        clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Null(pace.Ask(1));
    }

    [Fact]
    public async Task Description_NamesEveryFieldAsTheReaderDoes()
    {
        var description = JsonDocument.Parse(await _http.GetStringAsync(ApiDescription.Path, Stop)).RootElement;

        var path = Assert.Single(description.GetProperty("paths").EnumerateObject());
        Assert.Equal(MessagesEndpoint.Path, path.Name);
        var post = path.Value.GetProperty("post");
        var answers = post.GetProperty("responses").EnumerateObject().OrderBy(answer => answer.Name, StringComparer.Ordinal).ToList();
        Assert.Equal(["200", "400", "401", "413", "415", "429"], answers.Select(answer => answer.Name));
        Assert.All(answers.Skip(1), answer => Assert.True(answer.Value.GetProperty("content").TryGetProperty("application/problem+json", out _), answer.Name));
        Assert.Equal(2, post.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("oneOf").GetArrayLength());
        Assert.Equal("bearer", description.GetProperty("components").GetProperty("securitySchemes").GetProperty("token").GetProperty("scheme").GetString());
        var message = description.GetProperty("components").GetProperty("schemas").GetProperty("PostedMessage");
        var errors = new FieldErrors();
        PostedMessagesReader.Read("""{"x":1}"""u8.ToArray(), _bot.Clock.GetUtcNow(), errors);
        var said = errors.ByField["x"][0];
        Assert.All(message.GetProperty("properties").EnumerateObject(), field => Assert.Contains(field.Name, said, StringComparison.Ordinal));
        Assert.Equal(10, message.GetProperty("properties").EnumerateObject().Count());
        Assert.Equal(errors.ByField.Keys.Where(name => name != "x"), message.GetProperty("required").EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal(["in", "out"], message.GetProperty("properties").GetProperty("direction").GetProperty("enum").EnumerateArray().Select(word => word.GetString()));
    }

    private static HttpRequestMessage Request(string body, string? authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(MessagesEndpoint.Path, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return request;
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string? authorization)
    {
        using var request = Request(body, authorization);
        return await _http.SendAsync(request, Stop);
    }

    /// <summary>What a refusal says, in the one shape that all of them have.</summary>
    private static async Task<string> DetailAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop)).RootElement;
        Assert.Equal((int)expected, problem.GetProperty("status").GetInt32());
        return problem.GetProperty("detail").GetString()!;
    }

    private async Task<(int Stored, int Repeated)> TakenAsync(string body)
    {
        using var response = await PostAsync(body, "Bearer " + _token);
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.IsSuccessStatusCode, text);
        var taken = JsonDocument.Parse(text).RootElement;
        return (taken.GetProperty("stored").GetInt32(), taken.GetProperty("repeated").GetInt32());
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await _bot.Get<Data.Database.Database>().OpenAsync(Stop);
        return await connection.ExecuteScalarAsync<long>(sql);
    }
}
