using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Schedule;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>
/// Calls an address outside after a cycle; whoever answers there tells somebody when the calls stop. Beside the round, because an address that hangs must delay nobody:
/// one call at a time, and the cycles that end meanwhile are one call more.
/// </summary>
internal sealed partial class OutsidePing(IHttpClientFactory http, IOptions<AlertsOptions> options, ILogger<OutsidePing> logger) : BackgroundService
{
    public const string HttpName = "alerts-ping";

    private readonly IHttpClientFactory _http = http;
    private readonly AlertsOptions _options = options.Value;
    private readonly ILogger _logger = logger;
    private readonly Wakes _wakes = new();

    /// <summary>A cycle has ended.</summary>
    public void Wake() => _wakes.Wake();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_options.PingUrl.Length == 0)
            return;

        var address = new Uri(_options.PingUrl);
        while (await _wakes.Reader.WaitToReadAsync(stoppingToken))
        {
            _wakes.Reader.TryRead(out _);
            await CallAsync(address, stoppingToken);
        }
    }

    private async Task CallAsync(Uri address, CancellationToken stoppingToken)
    {
        try
        {
            using var client = _http.CreateClient(HttpName);
            using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, stoppingToken);
            if (!response.IsSuccessStatusCode)
                LogRefused((int)response.StatusCode);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The address may be a secret, and messages of these exceptions name hosts.
            LogFailed(exception.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Alerts:PingUrl answered {Status}")]
    private partial void LogRefused(int status);

    [LoggerMessage(LogLevel.Warning, "Alerts:PingUrl could not be reached: {Kind}")]
    private partial void LogFailed(string kind);
}
