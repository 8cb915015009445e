using System.Diagnostics;
using System.Net;
using System.Text;
using SmmKpiBot.Sandbox.BotApi;
using Xunit;

namespace SmmKpiBot.IntegrationTests.CommandLine;

public sealed class CanaryTokenTests : IDisposable
{
    private const string Secret = "AAE_canary_canary_canary_canary_0123";

    private readonly BotProcess _bot = new();

    [Fact]
    public async Task Run_AtTraceLevel_TheTokenIsInNoLogMetricOrFile()
    {
        var telegram = await BotApiServer.StartAsync(new BotApiOptions { Token = "7654321:" + Secret }, TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:" + FreePort()) };
        using var process = _bot.Start(
            "run",
            "--Telegram:Token", telegram.Token,
            "--Telegram:ApiBaseUrl", telegram.BaseUrl,
            "--Web:Listen", http.BaseAddress.ToString(),
            "--Logging:LogLevel:Default", "Trace",
            "--Logging:LogLevel:Microsoft", "Trace",
            "--Logging:LogLevel:Quartz", "Trace");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

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

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("trace", await error, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, await error, StringComparison.Ordinal);
        Assert.Empty(await output);
        Assert.DoesNotContain(Secret, metrics, StringComparison.Ordinal);
        var files = Directory.GetFiles(_bot.Folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("smmkpibot.db", StringComparison.Ordinal));
        Assert.All(files, file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(Secret))));
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
