using SmmKpiBot.Bot.Access;

namespace SmmKpiBot.Bot.Telegram.Buttons;

/// <summary>What happens at the press of a kind of button. The router has checked the role and the client before.</summary>
internal interface IButtonAction
{
    /// <summary>Stored with the button.</summary>
    string Action { get; }

    /// <summary>The smallest role that may press it.</summary>
    Role MinimalRole { get; }

    /// <summary>True when it changes something: then the presser's own role counts, not the chat's.</summary>
    bool Changes { get; }

    Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken);
}
