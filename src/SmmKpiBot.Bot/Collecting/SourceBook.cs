using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>The sources by network.</summary>
internal sealed class SourceBook(IEnumerable<ISource> sources)
{
    private readonly Dictionary<string, ISource> _sources = sources.ToDictionary(source => source.Network, StringComparer.Ordinal);

    /// <summary>By network.</summary>
    public IReadOnlyList<ISource> All { get; } = [.. sources.OrderBy(source => source.Network, StringComparer.Ordinal)];

    /// <summary>Null for a network that cannot be collected.</summary>
    public ISource? Find(string network) => _sources.GetValueOrDefault(network);

    /// <exception cref="SourceException">There is no such network, or it is off.</exception>
    public ISource RequireOn(string network) => Find(network) switch
    {
        { IsOn: true } source => source,
        null => throw new SourceException(SourceProblem.NotAllowed, new SourceWords($"{network} — не мережа, яку можна під’єднати; такі: {string.Join(", ", _sources.Keys.Order(StringComparer.Ordinal))}.", $"{network} is no network that can be connected: {string.Join(", ", _sources.Keys.Order(StringComparer.Ordinal))} are.")),
        _ => throw new SourceException(SourceProblem.NotAllowed, new SourceWords(
            $"{NetworkNames.Network(network)} вимкнено: у налаштуваннях бота немає розділу цієї мережі в Networks.",
            $"{NetworkNames.Network(network)} is not switched on: its section is missing under Networks in the settings.")),
    };

    public bool IsOn(string network) => Find(network) is { IsOn: true };
}
