using System.ComponentModel.DataAnnotations;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>The settings section <c>Schedule</c>.</summary>
internal sealed class ScheduleOptions
{
    public const string Section = "Schedule";

    /// <summary>A digest missed by at most this long is sent late and says so; an older one is skipped and noted.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "23:00:00", ErrorMessage = "Schedule:Grace must be a duration from 00:05:00 to 23:00:00, e.g. 06:00:00.")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromHours(6);
}
