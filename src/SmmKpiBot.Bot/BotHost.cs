namespace SmmKpiBot.Bot;

/// <summary>Builds the program's host: the same for <c>run</c>, the sandbox and the tests.</summary>
internal static class BotHost
{
    /// <param name="configure">Replaces parts from outside: settings, the clock.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        return builder.Build();
    }
}
