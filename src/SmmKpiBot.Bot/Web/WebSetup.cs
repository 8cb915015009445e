using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Bot.Web.Messages;

namespace SmmKpiBot.Bot.Web;

/// <summary>The web endpoints: health, metrics, webhooks, messages from other programs.</summary>
internal static class WebSetup
{
    /// <summary>
    /// Of one instrument, by its tags: routes with their status codes are the most. Room for all of them is taken at once, 72 bytes each, so the usual 2,000 would cost
    /// every instrument 144 kB; what comes above is summed up in a series of its own.
    /// </summary>
    private const int MostSeries = 200;

    private const string Urls = "urls";
    private const string Listen = $"{WebOptions.Section}:{nameof(WebOptions.Listen)}";

    public static WebApplicationBuilder AddWeb(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<WebOptions>().BindStrictly(WebOptions.Section).ValidateDataAnnotations().ValidateOnStart()
            .Validate<IConfiguration>((_, configuration) => configuration[Urls] is not { } urls || ListenAddress.IsValid(urls), $"--{Urls} must be an address such as http://127.0.0.1:8080.");
        builder.WebHost.UseUrls(ListenOf(builder.Configuration));
        builder.Services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database")
            .AddCheck<SenderCheck>("sender")
            .AddCheck<PollerCheck>("poller");
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(DeliveryMetrics.MeterName, "Quartz", "Npgsql", "System.Runtime", "Microsoft.AspNetCore.Hosting")
            .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = MostSeries })
            .AddPrometheusExporter());
        builder.Services.AddProblemDetails();
        builder.Services.AddMessagesEndpoint();
        builder.Services.AddApiDescription();
        return builder;
    }

    public static void MapWeb(this WebApplication bot)
    {
        bot.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        bot.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
        bot.MapPrometheusScrapingEndpoint("/metrics");
        bot.MapMessages();
        bot.MapApiDescription();
    }

    /// <summary><c>--urls</c>, or <c>Web:Listen</c>.</summary>
    public static string ListenOf(IConfiguration configuration) => configuration[Urls] ?? configuration[Listen] ?? new WebOptions().Listen;

    /// <summary>Where this machine reaches what listens there.</summary>
    /// <exception cref="OptionsValidationException">The setting is no address.</exception>
    public static Uri ReachableOf(IConfiguration configuration) => ListenAddress.Reachable(ListenOf(configuration)) ?? throw new OptionsValidationException(
        WebOptions.Section, typeof(WebOptions), [ListenAddress.Refusal(configuration[Urls] is null ? Listen : "--" + Urls, ListenOf(configuration))]);

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new
        {
            Status = report.Status.ToString(),
            Checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { Status = entry.Value.Status.ToString(), entry.Value.Description }),
        },
        context.RequestAborted);
}
