using System.Buffers;

namespace SmmKpiBot.Sources.Import.Tables;

/// <summary>
/// Reads separated text: any separator, LF, CRLF or CR, quoted fields with doubled quotes, separators and line breaks inside.
/// Line numbers count physical lines. Memory is one buffer, as long as the longest row.
/// </summary>
internal sealed class CsvTableReader(TextReader text, char separator, Func<long> bytesRead, CellBudget? budget) : ITableReader
{
    private const int InitialBuffer = 64 * 1024;
    private const int LongestRow = 4 * 1024 * 1024;
    private const int MostCells = 1000;

    private readonly TextReader _text = text;
    private readonly char _separator = separator;
    private readonly Func<long> _bytesRead = bytesRead;
    private readonly CellBudget? _budget = budget;
    private readonly SearchValues<char> _fieldEnds = SearchValues.Create([separator, '\r', '\n']);

    private char[] _buffer = new char[InitialBuffer];
    private (int From, int Length)[] _cells = new (int, int)[32];
    private int _position;
    private int _filled;
    private bool _ended;
    private int _rowStart;
    private long _nextLine = 1;
    private bool _afterCarriageReturn;

    public long Line { get; private set; }

    public int CellCount { get; private set; }

    public long BytesRead => _bytesRead();

    public Cell this[int index]
    {
        get
        {
            if (index >= CellCount)
                return Cell.Empty;
            var (from, length) = _cells[index];
            return Cell.OfText(_buffer.AsSpan(_rowStart + from, length));
        }
    }

    public bool Read()
    {
        _rowStart = _position;
        Line = _nextLine;
        CellCount = 0;
        if (_position == _filled && !Fill())
            return false;
        while (ReadCell())
        {
        }

        _budget?.Take(CellCount);
        return true;
    }

    public void Dispose() => _text.Dispose();

    /// <summary>Reads a cell and what ends it; false when that is the end of the row.</summary>
    private bool ReadCell()
    {
        if (_position == _filled && !Fill())
        {
            AddCell(_position - _rowStart, 0);
            return false;
        }

        return _buffer[_position] == '"' ? ReadQuoted() : ReadPlain(_position - _rowStart);
    }

    /// <summary>Reads up to the separator or line end; <paramref name="from"/> is where the cell begins in the row.</summary>
    private bool ReadPlain(int from)
    {
        while (true)
        {
            var end = _buffer.AsSpan(_position, _filled - _position).IndexOfAny(_fieldEnds);
            if (end >= 0)
            {
                _position += end;
                AddCell(from, _position - _rowStart - from);
                return TakeEnd();
            }

            _position = _filled;
            if (!Fill())
            {
                AddCell(from, _position - _rowStart - from);
                return false;
            }
        }
    }

    /// <summary>Reads a quoted cell; doubled quotes are made single in place, which only moves text to the left.</summary>
    private bool ReadQuoted()
    {
        var openedOn = _nextLine;
        _position++;
        var from = _position - _rowStart;
        var length = 0;
        while (true)
        {
            var rest = _buffer.AsSpan(_position, _filled - _position);
            var quote = rest.IndexOf('"');
            var taken = quote < 0 ? rest.Length : quote;
            CountLines(rest[..taken]);
            rest[..taken].CopyTo(_buffer.AsSpan(_rowStart + from + length));
            length += taken;
            _position += taken;
            if (quote < 0)
            {
                if (!Fill())
                    throw new TableException(openedOn, "", new("лапки, що тут відкриваються, ніде не закрито: приберіть їх або закрийте", "a quote that is closed; the one that opens here never is: remove it or close it"));
                continue;
            }

            _position++;
            if (_position < _filled || Fill())
            {
                if (_buffer[_position] == '"')
                {
                    _afterCarriageReturn = false;
                    _buffer[_rowStart + from + length++] = '"';
                    _position++;
                    continue;
                }
            }

            return FinishQuoted(from, length);
        }
    }

    /// <summary>After the closing quote: text that follows it belongs to the cell, blanks in front of the separator do not.</summary>
    private bool FinishQuoted(int from, int length)
    {
        while (_position < _filled || Fill())
        {
            var c = _buffer[_position];
            if (c == _separator || c is '\r' or '\n')
            {
                AddCell(from, length);
                return TakeEnd();
            }

            _buffer[_rowStart + from + length++] = c;
            _position++;
        }

        AddCell(from, length);
        return false;
    }

    /// <summary>Steps over the separator (true) or the line end (false).</summary>
    private bool TakeEnd()
    {
        var c = _buffer[_position++];
        if (c == _separator)
            return true;
        if (c == '\r' && (_position < _filled || Fill()) && _buffer[_position] == '\n')
            _position++;
        _nextLine++;
        return false;
    }

    /// <summary>Counts line breaks inside quotes; a CRLF may be split between two fills of the buffer.</summary>
    private void CountLines(ReadOnlySpan<char> part)
    {
        while (!part.IsEmpty)
        {
            var at = part.IndexOfAny('\r', '\n');
            if (at != 0)
                _afterCarriageReturn = false;
            if (at < 0)
                return;
            if (part[at] == '\r' || !_afterCarriageReturn)
                _nextLine++;
            _afterCarriageReturn = part[at] == '\r';
            part = part[(at + 1)..];
        }
    }

    private void AddCell(int from, int length)
    {
        if (CellCount == MostCells)
            throw new TableException(Line, "", new($"у таблиці може бути не більше {MostCells} колонок", $"a table with at most {MostCells} columns"));
        if (CellCount == _cells.Length)
            Array.Resize(ref _cells, _cells.Length * 2);
        _cells[CellCount++] = (from, length);
    }

    /// <summary>Reads more text behind what is there; moves the current row to the front of the buffer first. False at the end of the text.</summary>
    private bool Fill()
    {
        if (_ended)
            return false;
        if (_rowStart > 0)
        {
            _buffer.AsSpan(_rowStart, _filled - _rowStart).CopyTo(_buffer);
            _filled -= _rowStart;
            _position -= _rowStart;
            _rowStart = 0;
        }

        if (_filled == _buffer.Length)
        {
            if (_buffer.Length >= LongestRow)
                throw new TableException(Line, "", new("рядок задовгий: мабуть, десь не закрито лапки", $"a row of at most {LongestRow:N0} characters; a quote may be open that is never closed"));
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = _text.Read(_buffer, _filled, _buffer.Length - _filled);
        _ended = read == 0;
        _filled += read;
        return read > 0;
    }
}
