using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>A channel as people name it: id, handle, or the address of its page.</summary>
internal static class ChannelName
{
    private const int IdLength = 24;

    /// <summary>The filter of <c>channels.list</c>.</summary>
    /// <param name="isOwner">Then nothing at all means the owner's own.</param>
    /// <exception cref="SourceException">It is none of them.</exception>
    public static string Filter(string text, bool isOwner)
    {
        var name = text.Trim().TrimEnd('/');
        name = name[(name.LastIndexOf('/') + 1)..];
        return name switch
        {
            "" when isOwner => "mine=true",
            ['U', 'C', ..] when name.Length == IdLength && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') => "id=" + name,
            ['@', _, ..] when name.Length <= 100 => "forHandle=" + Uri.EscapeDataString(name),
            _ => throw new SourceException(SourceProblem.Forbidden, new SourceWords(
                "Це не назва каналу: напишіть його псевдонім (@name) або id (UC і 22 знаки; на сторінці каналу: «Про канал» → «Поділитися» → «Копіювати ідентифікатор каналу»).",
                "This names no channel: write its handle (@name) or its id (UC and 22 letters; on its page, About, Share, Copy channel id).")),
        };
    }
}
