namespace SmmKpiBot.Sandbox.Networks.Model;

/// <summary>How a network's word on a day becomes the truth: so many percent of it are told while the day goes on, on the day after, and so on; then all.</summary>
internal sealed record Revision(params IReadOnlyList<int> Percent)
{
    /// <summary>Right when the day is over.</summary>
    public static Revision None { get; } = new();

    /// <summary>Corrections come up to two days after the day.</summary>
    public static Revision Usual { get; } = new(40, 88, 97);

    /// <param name="age">Days since the day; 0 while it goes on.</param>
    public long Told(long truth, int age) => age < Percent.Count ? truth * Percent[age] / 100 : truth;
}
