using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Telegram.Settings;

/// <summary>Shows the settings of the client that was chosen.</summary>
internal sealed class ClientSettingsAction(ClientSettingsDesk desk) : IButtonAction
{
    public const string Name = "settings.client";

    private readonly ClientSettingsDesk _desk = desk;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken) => turn.Client is { } client
        ? _desk.ShowAsync(turn, client, isEdit: false, cancellationToken)
        : Task.CompletedTask;
}
