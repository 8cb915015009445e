using SmmKpiBot.Bot;

await BotHost.Build(args).RunAsync();
