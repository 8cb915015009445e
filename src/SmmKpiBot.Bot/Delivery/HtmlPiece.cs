using System.Net;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>The smallest piece of Telegram HTML that must not be cut: a tag, an entity, a character with its surrogate.</summary>
internal readonly record struct HtmlPiece(string Raw, string Visible)
{
    public bool IsTag => Raw.Length > 1 && Raw[0] == '<';

    public bool IsClosing => IsTag && Raw[1] == '/';

    /// <summary>The tag that closes this one.</summary>
    public string Closing => $"</{Name}>";

    private string Name
    {
        get
        {
            var start = IsClosing ? 2 : 1;
            var end = Raw.AsSpan(start).IndexOfAny(' ', '>', '\n');
            return Raw[start..(start + end)];
        }
    }

    /// <summary>Cuts HTML into pieces. A lone surrogate, which no server accepts, becomes U+FFFD.</summary>
    public static IEnumerable<HtmlPiece> Read(string html)
    {
        for (var at = 0; at < html.Length;)
        {
            var piece = At(html, at);
            at += piece.Raw.Length;
            yield return char.IsSurrogate(piece.Raw[0]) && piece.Raw.Length == 1 ? new HtmlPiece("\uFFFD", "\uFFFD") : piece;
        }
    }

    private static HtmlPiece At(string html, int at) => html[at] switch
    {
        '<' when html.IndexOf('>', at) is var end and > 0 && end > at + 1 => new HtmlPiece(html[at..(end + 1)], ""),
        '&' when html.IndexOf(';', at, Math.Min(12, html.Length - at)) is var end and > 0 => Entity(html[at..(end + 1)]),
        var high when char.IsHighSurrogate(high) && at + 1 < html.Length && char.IsLowSurrogate(html[at + 1]) => Same(html.Substring(at, 2)),
        var other => Same(other.ToString()),
    };

    private static HtmlPiece Entity(string raw) => WebUtility.HtmlDecode(raw) is var decoded && decoded != raw ? new(raw, decoded) : Same("&");

    private static HtmlPiece Same(string text) => new(text, text);
}
