namespace SmmKpiBot.Sources.Import;

/// <summary>What an import has to say, for a chat of either language; the command line is English.</summary>
public readonly record struct Wording(string Uk, string En)
{
    public override string ToString() => En;
}
