using System.Text;

namespace SmmKpiBot.Reporting.Texts;

/// <summary>
/// The only way to text for Telegram's HTML mode: every value is encoded, tags come from here alone, and <see cref="Length"/> counts as
/// Telegram does (UTF-16 units after the tags are parsed away).
/// </summary>
public sealed class TelegramHtml
{
    private readonly StringBuilder _html = new();
    private readonly StringBuilder _plain = new();

    /// <summary>Visible length in UTF-16 units.</summary>
    public int Length => _plain.Length;

    /// <summary>The words without tags, as people read them.</summary>
    public string PlainText => _plain.ToString();

    public bool IsEmpty => Length == 0;

    public TelegramHtml Text(string value) => Append(value, "", "");

    public TelegramHtml Bold(string value) => Append(value, "<b>", "</b>");

    public TelegramHtml Italic(string value) => Append(value, "<i>", "</i>");

    public TelegramHtml Code(string value) => Append(value, "<code>", "</code>");

    /// <summary>A link; anything but http and https is written as text only.</summary>
    public TelegramHtml Link(string value, Uri target) =>
        target.IsAbsoluteUri && target.Scheme is "http" or "https"
            ? Append(value, "<a href=\"" + Encode(target.AbsoluteUri) + "\">", "</a>")
            : Text(value);

    /// <summary>A quote of which Telegram shows three lines until it is opened.</summary>
    public TelegramHtml Quote(TelegramHtml inner)
    {
        if (inner.IsEmpty)
            return this;

        _html.Append("<blockquote expandable>").Append(inner._html).Append("</blockquote>");
        _plain.Append(inner._plain);
        return this;
    }

    /// <summary>A name that leads to a user of Telegram and tells them of a new message.</summary>
    public TelegramHtml Mention(string name, long userId) =>
        Append(name, "<a href=\"tg://user?id=" + userId.ToString(System.Globalization.CultureInfo.InvariantCulture) + "\">", "</a>");

    public TelegramHtml Line()
    {
        _html.Append('\n');
        _plain.Append('\n');
        return this;
    }

    public TelegramHtml Append(TelegramHtml other)
    {
        _html.Append(other._html);
        _plain.Append(other._plain);
        return this;
    }

    public override string ToString() => _html.ToString();

    /// <summary>
    /// What people see of a value that others wrote: no control or direction-changing characters, no halves of surrogate pairs.
    /// </summary>
    public static string Clean(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            if (!IsUnwanted(rune))
                text.Append(rune.ToString());
        }

        return text.ToString();
    }

    private static bool IsUnwanted(Rune rune) => rune.Value switch
    {
        '\n' => false,
        < 0x20 or (>= 0x7F and <= 0x9F) => true,
        0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => true,
        _ => false,
    };

    private static string Encode(string value) => value
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    private TelegramHtml Append(string value, string open, string close)
    {
        var clean = Clean(value);
        if (clean.Length == 0)
            return this;

        _html.Append(open).Append(Encode(clean)).Append(close);
        _plain.Append(clean);
        return this;
    }
}
