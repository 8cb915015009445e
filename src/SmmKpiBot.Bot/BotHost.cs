using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.CommandLine;
using SmmKpiBot.Bot.Connecting;
using SmmKpiBot.Bot.Meta;
using SmmKpiBot.Bot.Rates;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Bot.Web;

namespace SmmKpiBot.Bot;

/// <summary>Builds the program's host: the same for <c>run</c>, the sandbox and the tests.</summary>
internal static class BotHost
{
    /// <summary>Settings are read once. A host that watches its folder for new ones is woken by each write of a database below it.</summary>
    private const string NoWatching = "--hostBuilder:reloadConfigOnChange=false";

    /// <param name="args">Settings as <c>--Section:Key value</c>; a verb among them does not matter here.</param>
    /// <param name="configure">Replaces parts from outside before the rooms are added: settings, the clock.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var bot = Prepare(args, configure).Build();
        bot.UseApiProblems();
        bot.MapWeb();
        bot.MapTelegramWebhook();
        ChatwootWebhook.Map(bot);
        ConsentEndpoint.Map(bot);
        MetaWebhook.Map(bot);
        return bot;
    }

    /// <summary>The host with all its parts, before any of them has looked at its settings.</summary>
    public static WebApplicationBuilder Prepare(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var settings = SettingArguments.Split(args).Settings;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = Directory.GetCurrentDirectory(), Args = [NoWatching] });
        builder.Configuration.Sources.Clear();
        SettingsFiles.Add(builder.Configuration, settings);
        builder.Logging.AddBotConsole(LogLevel.Information, builder.Configuration);
        builder.Host.UseDefaultServiceProvider(provider =>
        {
            provider.ValidateOnBuild = true;
            provider.ValidateScopes = true;
        });
        configure?.Invoke(builder);

        builder.Services.AddSingleton<StartUp>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<StartUp>());
        builder.Services.AddSingleton<LoudStop>();
        builder.Services.AddRooms();
        builder.Services.AddTelegram();
        builder.Services.AddWaitRound();
        builder.AddSchedule();
        builder.Services.AddAlertRound();
        builder.AddWeb();
        HiddenQuery.Add(builder.Services);
        builder.Services.AddChatwootReader();
        builder.Services.AddMetaWebhook();
        builder.Services.AddCollector();
        builder.Services.AddRateRound();
        return builder;
    }
}
