namespace SmmKpiBot.Bot.Web;

/// <summary>The web endpoints: health, metrics, webhooks.</summary>
internal static class WebSetup
{
    public static WebApplicationBuilder AddWeb(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<WebOptions>().BindConfiguration(WebOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.WebHost.UseUrls(ListenOf(builder.Configuration));
        return builder;
    }

    public static void MapWeb(this WebApplication bot)
    {
        bot.MapGet("/health/live", () => Results.Text("live"));
    }

    /// <summary><c>--urls</c>, or <c>Web:Listen</c>.</summary>
    public static string ListenOf(IConfiguration configuration) =>
        configuration["urls"] ?? configuration[$"{WebOptions.Section}:{nameof(WebOptions.Listen)}"] ?? new WebOptions().Listen;
}
