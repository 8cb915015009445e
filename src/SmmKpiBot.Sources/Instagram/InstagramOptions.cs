using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.Instagram;

/// <summary>The settings section <c>Networks:Instagram</c>. Without <see cref="GraphOptions.ApiBaseUrl"/> the network is off.</summary>
public sealed class InstagramOptions : GraphOptions
{
    public const string Section = "Networks:Instagram";

    protected override string SectionName => Section;
}
