namespace SmmKpiBot.Sources.Http;

/// <summary>What people read of a source, in both languages: why it cannot be read and what to do about it, what of it will not be seen. Holds no secret.</summary>
public readonly record struct SourceWords(string Uk, string En)
{
    /// <summary>For logs and the command line.</summary>
    public override string ToString() => En;
}
