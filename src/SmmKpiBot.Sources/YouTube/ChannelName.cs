using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>A channel as people name it: id, handle, or the address of its page.</summary>
internal static class ChannelName
{
    /// <summary>The filter for the channels of who consented.</summary>
    public const string Mine = "mine=true";

    private const int IdLength = 24;
    private const string ById = "id=";
    private const string ByHandle = "forHandle=";

    /// <summary>The filter of <c>channels.list</c>.</summary>
    /// <param name="isOwner">Then nothing at all means the owner's own.</param>
    /// <exception cref="SourceException">It is none of them.</exception>
    public static string Filter(string text, bool isOwner)
    {
        var name = text.Trim().TrimEnd('/');
        name = name[(name.LastIndexOf('/') + 1)..];
        return name switch
        {
            "" when isOwner => Mine,
            ['U', 'C', ..] when name.Length == IdLength && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') => ById + name,
            ['@', _, ..] when name.Length <= 100 => ByHandle + Uri.EscapeDataString(name),
            _ => throw new SourceException(SourceProblem.Forbidden, new SourceWords(
                "Це не назва каналу: напишіть його псевдонім (@name) або id (UC і 22 знаки; на сторінці каналу: «Про канал» → «Поділитися» → «Копіювати ідентифікатор каналу»).",
                "This names no channel: write its handle (@name) or its id (UC and 22 letters; on its page, About, Share, Copy channel id).")),
        };
    }

    /// <summary>Whether a channel is the one that <see cref="Filter"/> asks for.</summary>
    public static bool Fits(string filter, SourcePlace place) => filter == Mine || filter == ById + place.ExternalId
        || string.Equals(filter, ByHandle + Uri.EscapeDataString(place.Details.GetValueOrDefault(YouTubeSource.HandleDetail) ?? ""), StringComparison.OrdinalIgnoreCase);
}
