using System.Diagnostics;
using System.Net;
using System.Text;
using SmmKpiBot.IntegrationTests.Canary;
using SmmKpiBot.Sandbox.BotApi;
using Xunit;

namespace SmmKpiBot.IntegrationTests.CommandLine;

public sealed class CanaryTokenTests : IDisposable
{
    /// <summary>What stands where the formatter of the console had to cut a token out: the first net let it through.</summary>
    private const string SecondNet = "<token>";

    private readonly BotProcess _bot = new();

    [Fact]
    public async Task Run_AtTraceLevel_TheTokenIsInNoLogMetricOrFile()
    {
        var telegram = await BotApiServer.StartAsync(new BotApiOptions(), TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:" + FreePort()) };
        using var process = _bot.Start(
            "run",
            "--Telegram:Token", telegram.Token,
            "--Telegram:ApiBaseUrl", telegram.BaseUrl,
            "--Web:Listen", http.BaseAddress.ToString(),
            "--Logging:LogLevel:Default", "Trace",
            "--Logging:LogLevel:Microsoft", "Trace",
            "--Logging:LogLevel:Quartz", "Trace");
        var ending = BotProcess.EndAsync(process);

        string metrics;
        try
        {
            await UntilAsync(http, HttpStatusCode.OK, process);
            metrics = await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
            await telegram.DisposeAsync();

            // Until the program has noticed that the server is gone, and so has logged its failures.
            await UntilAsync(http, HttpStatusCode.ServiceUnavailable, process);
        }
        finally
        {
            process.Kill();
        }

        var run = await ending;

        Assert.Contains("trace", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(CanaryToken.Secret, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(SecondNet, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.DoesNotContain(CanaryToken.Secret, metrics, StringComparison.Ordinal);
        var files = Directory.GetFiles(_bot.Folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("smmkpibot.db", StringComparison.Ordinal));
        Assert.All(files, file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(CanaryToken.Secret))));
    }

    [Theory]
    [InlineData(0, "doctor")]
    [InlineData(0, "chat", "invite", "--owner")]
    [InlineData(0, "chat", "list")]
    [InlineData(0, "outbox", "list")]
    [InlineData(1, "health")]
    public async Task Verb_AtTraceLevelWithAToken_ShowsItNowhere(int exitCode, params string[] verb)
    {
        await using var telegram = await BotApiServer.StartAsync(new BotApiOptions(), TestContext.Current.CancellationToken);

        var run = await _bot.RunAsync(
        [
            .. verb,
            "--Telegram:Token", telegram.Token,
            "--Telegram:ApiBaseUrl", telegram.BaseUrl,
            "--Web:Listen", "http://127.0.0.1:" + FreePort(),
            "--Logging:LogLevel:Default", "Trace",
            "--Logging:LogLevel:Microsoft", "Trace",
        ]);

        Assert.True(run.ExitCode == exitCode, run.Output + run.Error);
        Assert.DoesNotContain(CanaryToken.Secret, run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(SecondNet, run.Output + run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _bot.Dispose();

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task UntilAsync(HttpClient http, HttpStatusCode wanted, Process process)
    {
        while (await StatusAsync(http) != wanted)
        {
            Assert.False(process.HasExited, "The bot stopped.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
