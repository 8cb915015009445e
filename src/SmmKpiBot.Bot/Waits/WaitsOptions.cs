using System.ComponentModel.DataAnnotations;

namespace SmmKpiBot.Bot.Waits;

/// <summary>The settings section <c>Waits</c>: what holds for clients whose own keys say nothing else.</summary>
internal sealed class WaitsOptions
{
    public const string Section = "Waits";

    /// <summary>The part of the promised time after which the team is reminded of a wait.</summary>
    [Range(0.1, 1, ErrorMessage = "Waits:NudgeAt must be a number from 0.1 to 1, e.g. 0.8.")]
    public double NudgeAt { get; set; } = 0.8;

    /// <summary>How many times the promised time passes before a wait is told to the owner.</summary>
    [Range(1.1, 100, ErrorMessage = "Waits:EscalateAt must be a number from 1.1 to 100, e.g. 2.")]
    public double EscalateAt { get; set; } = 2;

    /// <summary>The Telegram chat that escalations go to instead of the owner's; it must be bound to the team or the owner.</summary>
    public long? EscalateTo { get; set; }
}
