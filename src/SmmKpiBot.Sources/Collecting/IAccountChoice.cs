using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.Collecting;

/// <summary>
/// Something that a network leaves open about its figures, and that a person decides for each account. What was decided stands in <see cref="SourcePlace.Choices"/>
/// under <see cref="Key"/>; without it the settings decide. A figure that depends on it names it in <see cref="ISource.CountedBy"/>, so that a change is read again.
/// </summary>
public interface IAccountChoice
{
    /// <summary>Lower-case and short, e.g. <c>follower-action</c>. Stored with accounts, so it never changes.</summary>
    public string Key { get; }

    /// <summary>What is to be chosen.</summary>
    public SourceWords Question { get; }

    /// <summary>What somebody has to know before choosing.</summary>
    public SourceWords Advice { get; }

    /// <summary>What counts for this place now, by the person's choice or by the settings.</summary>
    public string Of(SourcePlace place);

    /// <summary>What a figure means that is counted by this value, and how far it can be relied on.</summary>
    public SourceWords MeaningOf(string value);

    /// <summary>Why it cannot be chosen; null where it can.</summary>
    public SourceWords? ProblemOf(string value);

    /// <summary>Can it be chosen though the account never had it? Anything else has to be one of <see cref="OptionsAsync"/>.</summary>
    public bool IsKnown(string value);

    /// <summary>What can be chosen for this place by what it really had, the likeliest first.</summary>
    /// <exception cref="SourceException">The network cannot be asked.</exception>
    public Task<IReadOnlyList<ChoiceOption>> OptionsAsync(SourceAccess access, SourcePlace place, CancellationToken cancellationToken);
}

/// <param name="Value">What is stored.</param>
/// <param name="Title">What people read.</param>
/// <param name="Count">How often it happened in the last 28 days; null where it is nothing that happens.</param>
public sealed record ChoiceOption(string Value, SourceWords Title, long? Count);
