namespace SmmKpiBot.Reporting.Texts;

/// <summary>A language people read: Ukrainian or English.</summary>
public enum Language
{
    Uk,
    En,
}

/// <summary>The same sentence or name in both languages.</summary>
public readonly record struct Words(string Uk, string En)
{
    public string In(Language language) => language == Language.Uk ? Uk : En;
}
