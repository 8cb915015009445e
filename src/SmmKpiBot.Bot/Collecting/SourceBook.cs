using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>The sources by network.</summary>
internal sealed class SourceBook(IEnumerable<ISource> sources)
{
    private readonly Dictionary<string, ISource> _sources = sources.ToDictionary(source => source.Network, StringComparer.Ordinal);

    /// <summary>By network.</summary>
    public IReadOnlyList<ISource> All { get; } = [.. sources.OrderBy(source => source.Network, StringComparer.Ordinal)];

    /// <summary>Null for a network that cannot be collected.</summary>
    public ISource? Find(string network) => _sources.GetValueOrDefault(network);

    public bool IsOn(string network) => Find(network) is { IsOn: true };
}
