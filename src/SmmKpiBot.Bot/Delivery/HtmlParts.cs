using System.Text;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>
/// Splits Telegram HTML into messages. Length is counted as the server does after entity parsing, in UTF-16 units (never fewer than its code points).
/// The cut falls on a blank line, else a line, else a space; tags that are open there are closed and opened again.
/// </summary>
internal static class HtmlParts
{
    /// <summary>Visible characters of a message.</summary>
    public const int MessageLimit = 4096;

    /// <summary>Visible characters of a caption.</summary>
    public const int CaptionLimit = 1024;

    // The server refuses more than 32,768 bytes before it parses; tags closed and opened again need a little room.
    private const int RawByteLimit = 31_000;

    /// <summary>The text without tags and entities, for a server that refuses the HTML.</summary>
    public static string Plain(string html) => string.Concat(HtmlPiece.Read(html).Select(piece => piece.Visible));

    /// <param name="firstLimit">Limit of the first part: a caption's or a message's.</param>
    public static IReadOnlyList<string> Split(string html, int firstLimit = MessageLimit)
    {
        var pieces = HtmlPiece.Read(html).ToArray();
        var parts = new List<string>();
        var open = new List<HtmlPiece>();
        for (var from = 0; from < pieces.Length;)
        {
            from = SkipBlank(pieces, from, parts.Count > 0);
            var to = End(pieces, from, parts.Count == 0 ? firstLimit : MessageLimit);
            var part = Render(pieces.AsSpan(from, to - from), open);
            if (part is not null)
                parts.Add(part);
            from = to;
        }

        return parts.Count == 0 ? [html] : parts;
    }

    /// <summary>Blank space at the start of a further part says nothing.</summary>
    private static int SkipBlank(HtmlPiece[] pieces, int from, bool isFurther)
    {
        while (isFurther && from < pieces.Length && IsBlank(pieces[from]))
            from++;
        return from;
    }

    private static int End(HtmlPiece[] pieces, int from, int limit)
    {
        int visible = 0, raw = 0, at = from;
        for (; at < pieces.Length; at++)
        {
            visible += pieces[at].Visible.Length;
            raw += Encoding.UTF8.GetByteCount(pieces[at].Raw);
            if (visible > limit || raw > RawByteLimit)
                return BestCut(pieces, from, Math.Max(at, from + 1));
        }

        return at;
    }

    private static int BestCut(HtmlPiece[] pieces, int from, int to)
    {
        int block = 0, line = 0, space = 0;
        for (var at = from + 1; at < to; at++)
        {
            if (pieces[at].Raw == "\n" && pieces[at - 1].Raw == "\n")
                block = at + 1;
            else if (pieces[at].Raw == "\n")
                line = at + 1;
            else if (pieces[at].Raw == " ")
                space = at + 1;
        }

        // A cut very early would make a crumb of a message; the next kind of boundary is better then.
        var early = from + ((to - from) / 4);
        return new[] { block, line, space }.FirstOrDefault(cut => cut > early) is var good and > 0
            ? good
            : new[] { block, line, space }.FirstOrDefault(cut => cut > from) is var any and > 0 ? any : to;
    }

    /// <summary>The part with its tags balanced; null when it shows nothing. <paramref name="open"/> carries the open tags on.</summary>
    private static string? Render(ReadOnlySpan<HtmlPiece> pieces, List<HtmlPiece> open)
    {
        var text = new StringBuilder();
        var shows = false;
        open.ForEach(tag => text.Append(tag.Raw));
        foreach (var piece in pieces)
        {
            shows |= !piece.IsTag && !IsBlank(piece);
            text.Append(piece.Raw);
            if (piece.IsClosing && open.Count > 0)
                open.RemoveAt(open.Count - 1);
            else if (piece.IsTag && !piece.IsClosing)
                open.Add(piece);
        }

        Trim(text);
        for (var at = open.Count - 1; at >= 0; at--)
            text.Append(open[at].Closing);
        return shows ? text.ToString() : null;
    }

    private static void Trim(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] is '\n' or ' ')
            text.Length--;
    }

    private static bool IsBlank(HtmlPiece piece) => piece.Raw is "\n" or " " or "\r" or "\t";
}
