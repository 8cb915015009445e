using System.ComponentModel.DataAnnotations;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>The settings section <c>Collecting</c>.</summary>
internal sealed class CollectingOptions
{
    public const string Section = "Collecting";

    /// <summary>So many accounts are read at once; of one network at most half of them, so that a slow one leaves room for the others.</summary>
    [Range(2, 200, ErrorMessage = "Collecting:AtOnce must be a number from 2 to 200.")]
    public int AtOnce { get; set; } = 24;

    /// <summary>Of one network.</summary>
    public int OfOneNetwork => Math.Max(1, AtOnce / 2);

    /// <summary>History is filled in for so many accounts at once, and only while nothing else waits.</summary>
    public int OfHistory => Math.Max(1, AtOnce / 4);
}
