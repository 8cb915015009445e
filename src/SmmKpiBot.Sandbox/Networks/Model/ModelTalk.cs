namespace SmmKpiBot.Sandbox.Networks.Model;

/// <summary>What people write to a brand, and how it answers.</summary>
internal sealed record ModelTalk
{
    /// <summary>Of a brand of which nobody looks at the words.</summary>
    public static ModelTalk Plain { get; } = new() { Names = ["A Person"], Questions = ["Do you deliver?", "Скільки коштує?", "Are you open?", "Є в наявності?"], Answers = ["Yes!"] };

    public required IReadOnlyList<string> Names { get; init; }

    public required IReadOnlyList<string> Questions { get; init; }

    public required IReadOnlyList<string> Answers { get; init; }

    /// <summary>What is asked differs from day to day.</summary>
    public bool Varies { get; init; }

    /// <summary>Chance that a comment is answered.</summary>
    public double Answered { get; init; } = 0.7;

    /// <summary>Chance that the brand answers the last letter of a customer too.</summary>
    public double LastWord { get; init; }

    /// <param name="person">Digits.</param>
    public string NameOf(string person) => Names[(int)(ulong.Parse(person, System.Globalization.CultureInfo.InvariantCulture) % (ulong)Names.Count)];
}
