using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmmKpiBot.Sources.Http;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Http;

/// <summary>What the HTTP client of every network makes of servers that are slow, broken or wicked. Real sockets on loopback addresses, an own clock.</summary>
public sealed class SourceHttpTests : IAsyncDisposable
{
    private const string Canary = "canary-token-0451";
    private const long Largest = 1024 * 1024;

    private readonly ShownClock _clock = new();
    private readonly List<IAsyncDisposable> _open = [];
    private readonly StringBuilder _log = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_ShortTrouble_IsWaitedOut()
    {
        var server = Serve(RawServer.Status(503), RawServer.Status(500), RawServer.Ok("""{"a":1}"""));

        var (answer, _) = await GetAsync(server);

        Assert.Equal("""{"a":1}""", answer);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Get_LongTrouble_EndsAfterFourTries()
    {
        var server = Serve(RawServer.Status(502));

        var error = await FailAsync(server);

        Assert.Equal((SourceProblem.Transient, "The server answers 502."), (error.Problem, error.Message));
        Assert.Equal(4, server.Requests.Count);
    }

    [Theory]
    [InlineData(429, "Retry-After: 7")]
    [InlineData(503, "Retry-After: 7")]
    [InlineData(429, "Date: Mon, 23 Nov 2026 09:00:00 GMT\r\nRetry-After: Mon, 23 Nov 2026 09:00:07 GMT")]
    [InlineData(503, "Retry-After: Mon, 23 Nov 2026 10:00:07 GMT")]
    public async Task Get_AskedForAShortRest_RestsExactlySo(int status, string headers)
    {
        var server = Serve(RawServer.Status(status, headers + "\r\n"), RawServer.Ok("1"));

        var (answer, passed) = await GetAsync(server);

        Assert.Equal("1", answer);
        Assert.Equal(TimeSpan.FromSeconds(7), passed);
    }

    [Theory]
    [InlineData(429, "Retry-After: 600\r\n", SourceProblem.RateLimited, 600)]
    [InlineData(503, "Retry-After: 600\r\n", SourceProblem.Transient, 600)]
    [InlineData(429, "Retry-After: 2147483647\r\n", SourceProblem.RateLimited, 86_400)]
    [InlineData(429, "Retry-After: soon\r\n", SourceProblem.RateLimited, null)]
    [InlineData(429, "", SourceProblem.RateLimited, null)]
    public async Task Get_AskedForALongRest_IsLeftToTheCaller(int status, string headers, SourceProblem expected, int? seconds)
    {
        var server = Serve(RawServer.Status(status, headers));

        var error = await FailAsync(server);

        Assert.Equal((expected, seconds), (error.Problem, (int?)error.RetryAfter?.TotalSeconds));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(401, SourceProblem.Unauthorized)]
    [InlineData(403, SourceProblem.Forbidden)]
    [InlineData(400, SourceProblem.Unexpected)]
    [InlineData(304, SourceProblem.Unexpected)]
    public async Task Get_Refused_IsAskedOnce(int status, SourceProblem expected)
    {
        var server = Serve(RawServer.Status(status));

        Assert.Equal(expected, (await FailAsync(server)).Problem);

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Get_ABodyThatBreaksOff_IsAskedForAgain()
    {
        var broken = new RawServer.Answer("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 100\r\n\r\n{\"a\"");
        var healing = Serve(broken, RawServer.Ok("1"));
        var ill = Serve(broken);

        Assert.Equal("1", (await GetAsync(healing)).Answer);
        var error = await FailAsync(ill);

        Assert.Equal((SourceProblem.Transient, "The server's answer breaks off."), (error.Problem, error.Message));
        Assert.Equal(4, ill.Requests.Count);
    }

    [Theory]
    [InlineData("", "", "The answer to figures is empty.")]
    [InlineData("<html>sign in</html>", "Content-Type: text/html; charset=utf-8\r\n", "The answer to figures is a web page.")]
    [InlineData("{\"a\": tru", "", "The answer to figures is not what the network's description says.")]
    [InlineData("null", "", "The answer to figures is not what the network's description says.")]
    public async Task Read_SomethingElseWithStatus200_IsUnexpectedAndRepeatsNoWordOfIt(string body, string headers, string expected)
    {
        var error = await FailAsync(Serve(RawServer.Ok(body, headers)));

        Assert.Equal((SourceProblem.Unexpected, expected, null), (error.Problem, error.Message, error.InnerException));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\"")]
    public async Task Get_AServerThatDripsOrIsSilent_IsGivenUpInBoundedTime(string drip)
    {
        var server = Serve(new RawServer.Answer(drip) { StaysOpen = true });
        server.Silent += () => _clock.Rest(SourceResilience.AttemptTimeout);

        var call = SendAsync(Client(server), server.Url);
        var passed = await _clock.PassAsync(call);
        var error = await Assert.ThrowsAsync<SourceException>(() => call);

        Assert.Equal((SourceProblem.Transient, "The server did not answer in time."), (error.Problem, error.Message));
        Assert.Equal(4, server.Requests.Count);
        Assert.InRange(passed, 4 * SourceResilience.AttemptTimeout, SourceResilience.CallTimeout);
    }

    [Fact]
    public async Task Get_AnswersThatAreTooLarge_AreCutOffAtTheLimit()
    {
        var endless = Encoding.ASCII.GetBytes("10000\r\n" + new string(' ', 0x10000) + "\r\n");
        var servers = new[]
        {
            Serve(new RawServer.Answer($"HTTP/1.1 200 OK\r\nContent-Length: {Largest + 1}\r\n\r\n") { StaysOpen = true }),
            Serve(new RawServer.Answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n") { EndlessPart = endless }),
            Serve(Compressed(new byte[Largest + 1])),
        };

        foreach (var server in servers)
        {
            var error = await FailAsync(server);
            Assert.Equal((SourceProblem.Unexpected, $"The answer is larger than {Largest} bytes."), (error.Problem, error.Message));
            Assert.Single(server.Requests);
        }
    }

    [Fact]
    public async Task Get_WronglyCompressed_IsTransient()
    {
        var server = Serve(RawServer.Ok("no gzip at all", "Content-Encoding: gzip\r\n"));

        Assert.Equal(SourceProblem.Transient, (await FailAsync(server)).Problem);
    }

    [Fact]
    public async Task Get_NobodyListens_IsTransient()
    {
        var gone = RawServer.Start(RawServer.Ok("1"));
        var url = gone.Url;
        await gone.DisposeAsync();

        var call = SendAsync(Client(url.ToString()), url);
        await _clock.PassAsync(call);

        Assert.Equal(SourceProblem.Transient, (await Assert.ThrowsAsync<SourceException>(() => call)).Problem);
    }

    [Fact]
    public async Task Get_Cancelled_IsNoFailureOfTheServer()
    {
        var server = Serve(new RawServer.Answer("") { StaysOpen = true });
        using var stop = new CancellationTokenSource();

        var call = Client(server).GetAsync(server.Url, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://0251.0376.0251.0376/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("http://100.64.0.1/")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("http://localhost/")]
    [InlineData("file:///etc/passwd")]
    public async Task Redirect_OffTheServersOfTheSettings_IsNotFollowed(string target)
    {
        var server = Serve(RawServer.Redirect(target));

        Assert.Equal(SourceProblem.NotAllowed, (await FailAsync(server)).Problem);

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Redirect_ToAnotherPortOfTheStandInsMachine_IsNotFollowed()
    {
        var other = Serve(RawServer.Ok("secret"));
        var server = Serve(RawServer.Redirect(other.Url.ToString()));

        Assert.Equal(SourceProblem.NotAllowed, (await FailAsync(server)).Problem);

        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Redirect_ThreeTimes_IsFollowedAndAFourthIsNot()
    {
        var three = Serve(RawServer.Redirect("/2"), RawServer.Redirect("/3"), RawServer.Redirect("/4"), RawServer.Ok("4"));
        var endless = Serve(RawServer.Redirect("/again"));

        Assert.Equal("4", (await GetAsync(three)).Answer);
        Assert.Equal(SourceProblem.Unexpected, (await FailAsync(endless)).Problem);

        Assert.All(three.Requests, request => Assert.Contains(Canary, request, StringComparison.Ordinal));
        Assert.Equal(4, endless.Requests.Count);
    }

    [Fact]
    public async Task Redirect_ToAnotherServerOfTheSettings_TakesNoTokenAlong()
    {
        var other = Serve(RawServer.Ok("1"));
        var server = Serve(RawServer.Redirect(other.Url.ToString()));

        var call = SendAsync(Client(server.Url.ToString(), other.Url.ToString()), server.Url);
        await _clock.PassAsync(call);

        Assert.Equal("1", await call);
        Assert.Contains(Canary, Assert.Single(server.Requests), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, Assert.Single(other.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_OfAPost_IsNotFollowed()
    {
        var server = Serve(RawServer.Status(307, "Location: /elsewhere\r\n"));

        var error = await Assert.ThrowsAsync<SourceException>(() => Client(server).PostAsync(server.Url, new StringContent(""), Stop));

        Assert.Equal(SourceProblem.Unexpected, error.Problem);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Connect_NameThatTurnsInside_IsRefusedOnTheVeryConnection()
    {
        var outside = Serve(IPAddress.Parse("127.0.0.2"), 0, RawServer.Ok("outside"));
        var inside = Serve(IPAddress.Parse("127.0.0.3"), outside.Port, RawServer.Ok("inside"));
        var answers = new Queue<string>(["127.0.0.2", "127.0.0.3"]);
        using var http = Rebinding(() => [IPAddress.Parse(answers.Dequeue())]);
        var url = new Uri($"http://rebind.example:{outside.Port}/");

        Assert.Equal("outside", await http.GetStringAsync(url, Stop));
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(url, Stop));

        Assert.Equal(SourceProblem.NotAllowed, Assert.IsType<SourceException>(error.InnerException).Problem);
        Assert.Empty(inside.Requests);
    }

    [Fact]
    public async Task Connect_NameWithAddressesOnBothSides_IsReachedOutsideOnly()
    {
        var outside = Serve(IPAddress.Parse("127.0.0.2"), 0, RawServer.Ok("outside"));
        var inside = Serve(IPAddress.Parse("127.0.0.3"), outside.Port, RawServer.Ok("inside"));
        using var http = Rebinding(() => [IPAddress.Parse("127.0.0.3"), IPAddress.Parse("127.0.0.2")]);

        Assert.Equal("outside", await http.GetStringAsync(new Uri($"http://both.example:{outside.Port}/"), Stop));

        Assert.Empty(inside.Requests);
    }

    [Fact]
    public async Task Logs_OfAllTrouble_HoldNoAddressAndNoToken()
    {
        foreach (var answer in new[] { RawServer.Status(503), RawServer.Status(429), RawServer.Redirect("http://169.254.169.254/?token=" + Canary), RawServer.Ok(Canary), new RawServer.Answer("HTTP") })
        {
            var server = Serve(answer);
            var call = SendAsync(Client(server), new Uri(server.Url, "?access_token=" + Canary));
            await _clock.PassAsync(call);
            Assert.DoesNotContain(Canary, (await Assert.ThrowsAsync<SourceException>(() => call)).ToString(), StringComparison.Ordinal);
        }

        Assert.NotEqual("", _log.ToString());
        Assert.DoesNotContain(Canary, _log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("access_token", _log.ToString(), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _open)
            await server.DisposeAsync();
    }

    private static RawServer.Answer Compressed(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(body);
        var head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n");
        return new([.. head, .. packed.ToArray()]);
    }

    private static async Task<string> SendAsync(HttpClient http, Uri url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("Authorization", "Bearer " + Canary);
        using var response = await http.SendAsync(request, Stop);
        if (!response.IsSuccessStatusCode)
            throw SourceAnswers.Refusal(response, DateTimeOffset.UnixEpoch);
        return (await SourceAnswers.ReadAsync<JsonNode>(response, "figures", JsonSerializerOptions.Web, Stop)).ToJsonString();
    }

    /// <summary>A client for which names lead where the test says, 127.0.0.2 is the open Internet and nothing else is.</summary>
    private HttpClient Rebinding(Func<IPAddress[]> resolve) => new(new GuardedHandler(new SourceHosts(), _clock)
    {
        Resolve = (_, _) => Task.FromResult(resolve()),
        IsPublic = address => address.Equals(IPAddress.Parse("127.0.0.2")),
    }.Create());

    private RawServer Serve(params RawServer.Answer[] answers) => Serve(IPAddress.Loopback, 0, answers);

    private RawServer Serve(IPAddress address, int port, params RawServer.Answer[] answers)
    {
        var server = RawServer.StartAt(address, port, answers);
        _open.Add(server);
        return server;
    }

    private HttpClient Client(RawServer server) => Client(server.Url.ToString());

    private HttpClient Client(params string[] servers)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Writing(_log)));
        services.AddSourceHttp("figures", _ => new SourceHosts(servers), Largest);
        var provider = services.BuildServiceProvider();
        _open.Add(provider);
        return provider.GetRequiredService<IHttpClientFactory>().CreateClient("figures");
    }

    private async Task<(string Answer, TimeSpan Passed)> GetAsync(RawServer server)
    {
        var call = SendAsync(Client(server), server.Url);
        var passed = await _clock.PassAsync(call);
        return (await call, passed);
    }

    private async Task<SourceException> FailAsync(RawServer server)
    {
        var call = SendAsync(Client(server), server.Url);
        await _clock.PassAsync(call);
        return await Assert.ThrowsAsync<SourceException>(() => call);
    }

    private sealed class Writing(StringBuilder log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (log)
                log.AppendLine(formatter(state, exception)).AppendLine(exception?.ToString());
        }

        public void Dispose()
        {
            // What was written stays.
        }
    }
}
