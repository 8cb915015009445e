using System.Text;
using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.BotApi.Formatting;

/// <summary>MarkdownV2 as far as a bot needs it to notice an unescaped character: styles, code, links, and the reserved characters.</summary>
internal sealed class MarkdownParser
{
    private const string Reserved = "_*[]()~`>#+-=|{}.!";

    private static readonly (string Mark, string Type)[] Styles =
    [
        ("```", "pre"), ("`", "code"), ("__", "underline"), ("||", "spoiler"), ("*", "bold"), ("_", "italic"), ("~", "strikethrough"),
    ];

    private readonly string _markdown;
    private readonly StringBuilder _text = new();
    private readonly Stack<(string Mark, string Type, int Offset, int At)> _open = new();
    private readonly JsonArray _entities = [];
    private int _position;

    private MarkdownParser(string markdown)
    {
        _markdown = markdown;
    }

    public static FormattedText Parse(string markdown) => new MarkdownParser(markdown).Read();

    private static ApiException Error(string reason) => ApiException.BadRequest("can't parse entities: " + reason);

    private FormattedText Read()
    {
        while (_position < _markdown.Length)
        {
            ReadOne();
        }

        if (_open.TryPeek(out var left))
        {
            throw Error($"Can't find end of {Capitalized(left.Type)} entity at byte offset {ByteOffset(left.At)}");
        }

        return new FormattedText(_text.ToString(), _entities);
    }

    private void ReadOne()
    {
        var character = _markdown[_position];
        if (character == '\\' && _position + 1 < _markdown.Length)
        {
            _text.Append(_markdown[_position + 1]);
            _position += 2;
        }
        else if (Styles.FirstOrDefault(style => string.CompareOrdinal(_markdown, _position, style.Mark, 0, style.Mark.Length) == 0) is { Mark: not null } style)
        {
            Toggle(style.Mark, style.Type);
        }
        else if (character == '[')
        {
            _open.Push(("[", "text_link", _text.Length, _position++));
        }
        else if (character == ']' && _open.TryPeek(out var link) && link.Mark == "[")
        {
            CloseLink(link.Offset);
        }
        else if (Reserved.Contains(character, StringComparison.Ordinal) && !(character == '>' && (_position == 0 || _markdown[_position - 1] == '\n')))
        {
            throw Error($"Character '{character}' is reserved and must be escaped with the preceding '\\'");
        }
        else
        {
            _text.Append(character);
            _position++;
        }
    }

    private void Toggle(string mark, string type)
    {
        if (_open.TryPeek(out var open) && open.Mark == mark)
        {
            _open.Pop();
            AddEntity(open.Type, open.Offset);
        }
        else
        {
            _open.Push((mark, type, _text.Length, _position));
        }

        _position += mark.Length;
    }

    private void CloseLink(int offset)
    {
        _open.Pop();
        var end = _markdown.IndexOf(')', _position);
        if (_position + 1 >= _markdown.Length || _markdown[_position + 1] != '(' || end < 0)
        {
            throw Error($"Can't find end of a URL at byte offset {ByteOffset(_position)}");
        }

        AddEntity("text_link", offset, _markdown[(_position + 2)..end]);
        _position = end + 1;
    }

    private void AddEntity(string type, int offset, string? url = null)
    {
        if (_text.Length > offset)
        {
            var entity = new JsonObject { ["type"] = type, ["offset"] = offset, ["length"] = _text.Length - offset };
            if (url is not null)
            {
                entity["url"] = url;
            }

            _entities.Add(entity);
        }
    }

    private int ByteOffset(int position) => Encoding.UTF8.GetByteCount(_markdown.AsSpan(0, position));

    private static string Capitalized(string type) => char.ToUpperInvariant(type[0]) + type[1..];
}
