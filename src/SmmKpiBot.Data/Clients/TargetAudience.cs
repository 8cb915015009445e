namespace SmmKpiBot.Data.Clients;

/// <summary>
/// Whom the client wants to reach: per dimension (<c>gender</c>, <c>age</c>, <c>country</c>, <c>city</c>, <c>language</c>) the wanted values.
/// Ages are ranges in years, both ends in; an open end (<c>65+</c>) is <see cref="int.MaxValue"/>. Values of the others are compared without case.
/// </summary>
public sealed record TargetAudience
{
    public IReadOnlyList<string> Genders { get; init; } = [];

    public IReadOnlyList<AgeRange> Ages { get; init; } = [];

    public IReadOnlyList<string> Countries { get; init; } = [];

    public IReadOnlyList<string> Cities { get; init; } = [];

    public IReadOnlyList<string> Languages { get; init; } = [];
}

public readonly record struct AgeRange(int From, int To);
