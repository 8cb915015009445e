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
        { } source => throw new SourceException(SourceProblem.NotAllowed, Off(source)),
    };

    /// <summary>That it is off, and what switches it on.</summary>
    public static SourceWords Off(ISource source) => new(
        $"{NetworkNames.Network(source.Network)} вимкнено: впишіть у налаштуваннях бота {source.Switch} (що саме, показує appsettings.example.json) і перезапустіть бота.",
        $"{NetworkNames.Network(source.Network)} is off: write {source.Switch} in the settings (appsettings.example.json shows what) and start the bot again.");

    public bool IsOn(string network) => Find(network) is { IsOn: true };
}
