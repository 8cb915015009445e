using System.ComponentModel.DataAnnotations;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>The settings section <c>Delivery</c>. A limit of 0 is no limit.</summary>
internal sealed class DeliveryOptions
{
    public const string Section = "Delivery";

    /// <summary>Messages in any second, over all chats; Telegram's own limit is about 30.</summary>
    [Range(0, 1000, ErrorMessage = "Delivery:PerSecond must be between 0 (no limit) and 1000.")]
    public int PerSecond { get; set; } = 25;

    /// <summary>Messages in any second to one chat.</summary>
    [Range(0, 100, ErrorMessage = "Delivery:ChatPerSecond must be between 0 (no limit) and 100.")]
    public int ChatPerSecond { get; set; } = 1;

    /// <summary>Messages in any minute to one group or channel; Telegram's own limit is 20.</summary>
    [Range(0, 1000, ErrorMessage = "Delivery:GroupPerMinute must be between 0 (no limit) and 1000.")]
    public int GroupPerMinute { get; set; } = 18;

    /// <summary>Chats that are sent to at the same time; also the most copies a crash can cause.</summary>
    [Range(1, 64, ErrorMessage = "Delivery:Concurrency must be between 1 and 64.")]
    public int Concurrency { get; set; } = 4;

    /// <summary>How long an answer of Telegram is waited for.</summary>
    [Range(1, 600, ErrorMessage = "Delivery:TimeoutSeconds must be between 1 and 600.")]
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>The pause before a message whose outcome is unknown is repeated.</summary>
    [Range(0, 3600, ErrorMessage = "Delivery:RepeatAfterSeconds must be between 0 and 3600.")]
    public int RepeatAfterSeconds { get; set; } = 30;

    /// <summary>How long a stopping program waits for answers to what is on the wire.</summary>
    [Range(0, 60, ErrorMessage = "Delivery:DrainSeconds must be between 0 and 60.")]
    public int DrainSeconds { get; set; } = 10;

    public TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);

    public TimeSpan RepeatAfter => TimeSpan.FromSeconds(RepeatAfterSeconds);

    public TimeSpan Drain => TimeSpan.FromSeconds(DrainSeconds);
}
