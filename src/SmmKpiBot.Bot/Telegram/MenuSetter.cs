namespace SmmKpiBot.Bot.Telegram;

/// <summary>Sets the menus for everybody once after the start.</summary>
internal sealed class MenuSetter(Menus menus) : BackgroundService
{
    private readonly Menus _menus = menus;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _menus.SetDefaultsAsync(stoppingToken);
}
