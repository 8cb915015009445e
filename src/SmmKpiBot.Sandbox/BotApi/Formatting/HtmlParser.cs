using System.Text;
using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.BotApi.Formatting;

/// <summary>Telegram's HTML, read over UTF-8 bytes because its error texts name byte offsets.</summary>
internal sealed class HtmlParser
{
    private static readonly HashSet<string> Tags =
    [
        "a", "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "blockquote", "span", "tg-spoiler", "tg-emoji", "tg-time",
    ];

    private readonly byte[] _bytes;
    private readonly StringBuilder _text = new();
    private readonly Stack<HtmlTag> _open = new();
    private readonly List<JsonObject> _entities = [];
    private int _position;

    private HtmlParser(string html)
    {
        _bytes = Encoding.UTF8.GetBytes(html);
    }

    private byte Current => _position < _bytes.Length ? _bytes[_position] : (byte)0;

    public static FormattedText Parse(string html) => new HtmlParser(html).Read();

    private static ApiException Error(string reason) => ApiException.BadRequest("can't parse entities: " + reason);

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0 or 0x0B;

    private FormattedText Read()
    {
        while (_position < _bytes.Length)
        {
            if (Current == '&' && HtmlCharacter.Read(_bytes, ref _position) is { } character)
            {
                _text.Append(character);
            }
            else if (Current == '<')
            {
                ReadTag();
            }
            else
            {
                AppendPlain();
            }
        }

        if (_open.TryPeek(out var left))
        {
            throw Error($"Can't find end tag corresponding to start tag \"{left.Name}\"");
        }

        var ordered = _entities.OrderBy(entity => (int)entity["offset"]!).ThenByDescending(entity => (int)entity["length"]!);
        return new FormattedText(_text.ToString(), new JsonArray([.. ordered]));
    }

    private void AppendPlain()
    {
        var begin = _position++;
        while (_position < _bytes.Length && Current != '<' && Current != '&')
        {
            _position++;
        }

        _text.Append(Encoding.UTF8.GetString(_bytes, begin, _position - begin));
    }

    private void ReadTag()
    {
        var begin = _position++;
        if (Current == '/')
        {
            ReadEnd(begin);
        }
        else
        {
            ReadStart(begin);
        }
    }

    private void ReadStart(int begin)
    {
        var name = ReadName(begin, "Unclosed start tag at byte offset");
        if (!Tags.Contains(name))
        {
            throw Error($"Unsupported start tag \"{name}\" at byte offset {begin}");
        }

        var tag = new HtmlTag(name, _text.Length);
        while (Current != '>')
        {
            ReadAttribute(tag, begin);
        }

        if (name == "span" && tag.Attributes.GetValueOrDefault("class") != "tg-spoiler")
        {
            throw Error($"Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}");
        }

        _position++;
        _open.Push(tag);
    }

    private string ReadName(int begin, string unclosed)
    {
        while (!IsSpace(Current) && Current != '>')
        {
            _position++;
        }

        if (_position >= _bytes.Length)
        {
            throw Error($"{unclosed} {begin}");
        }

        var from = _bytes[begin + 1] == '/' ? begin + 2 : begin + 1;
        return Encoding.UTF8.GetString(_bytes, from, _position - from).ToLowerInvariant();
    }

    private void ReadAttribute(HtmlTag tag, int begin)
    {
        SkipSpaces(tag.Name, begin);
        if (Current == '>')
        {
            return;
        }

        var from = _position;
        while (!IsSpace(Current) && Current != '=' && Current != '>')
        {
            _position++;
        }

        var name = Encoding.UTF8.GetString(_bytes, from, _position - from).ToLowerInvariant();
        if (name.Length == 0)
        {
            throw Error($"Empty attribute name in the tag \"{tag.Name}\" at byte offset {begin}");
        }

        SkipSpaces(tag.Name, begin);
        if (Current != '=')
        {
            tag.Attributes[name] = "";
            return;
        }

        _position++;
        SkipSpaces(tag.Name, begin);
        tag.Attributes[name] = Current is (byte)'"' or (byte)'\'' ? ReadQuoted() : ReadToken();
        if (_position >= _bytes.Length)
        {
            throw Error($"Unclosed start tag at byte offset {begin}");
        }
    }

    private void SkipSpaces(string tag, int begin)
    {
        while (_position < _bytes.Length && IsSpace(Current))
        {
            _position++;
        }

        if (_position >= _bytes.Length)
        {
            throw Error($"Unclosed start tag \"{tag}\" at byte offset {begin}");
        }
    }

    private string ReadToken()
    {
        var begin = _position;
        while (char.IsAsciiLetterOrDigit((char)Current) || Current is (byte)'.' or (byte)'-')
        {
            _position++;
        }

        if (!IsSpace(Current) && Current != '>')
        {
            throw Error($"Unexpected end of name token at byte offset {begin}");
        }

        return Encoding.UTF8.GetString(_bytes, begin, _position - begin).ToLowerInvariant();
    }

    private string ReadQuoted()
    {
        var quote = _bytes[_position++];
        var value = new List<byte>();
        while (_position < _bytes.Length && Current != quote)
        {
            if (Current == '&' && HtmlCharacter.Read(_bytes, ref _position) is { } character)
            {
                value.AddRange(Encoding.UTF8.GetBytes(character));
            }
            else
            {
                value.Add(_bytes[_position++]);
            }
        }

        _position++;
        return Encoding.UTF8.GetString([.. value]);
    }

    private void ReadEnd(int begin)
    {
        if (!_open.TryPeek(out var tag))
        {
            throw Error($"Unexpected end tag at byte offset {begin}");
        }

        var name = ReadName(begin, "Unclosed end tag at byte offset");
        while (_position < _bytes.Length && IsSpace(Current))
        {
            _position++;
        }

        if (Current != '>')
        {
            throw Error($"Unclosed end tag at byte offset {begin}");
        }

        if (name.Length > 0 && name != tag.Name)
        {
            throw Error($"Unmatched end tag at byte offset {begin}, expected \"</{tag.Name}>\", found \"</{name}>\"");
        }

        _position++;
        _open.Pop();
        if (_text.Length > tag.Offset && tag.ToEntity(_text.ToString(tag.Offset, _text.Length - tag.Offset)) is { } entity)
        {
            _entities.Add(entity);
        }
    }
}
