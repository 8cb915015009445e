using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>Collects lines into blocks of which each fits a message.</summary>
internal sealed class BlockWriter
{
    private const int Longest = 3500;

    private readonly List<TelegramHtml> _blocks = [];
    private TelegramHtml _block = new();

    /// <summary>Begins a new block, unless the current one is empty.</summary>
    public void Begin()
    {
        if (_block.IsEmpty)
            return;

        _blocks.Add(_block);
        _block = new TelegramHtml();
    }

    public void Line(TelegramHtml line)
    {
        if (_block.Length + line.Length + 1 > Longest)
            Begin();

        if (!_block.IsEmpty)
            _block.Line();

        _block.Append(line.Length <= Longest ? line : new TelegramHtml().Text(DigestName.Shortened(line.PlainText, Longest)));
    }

    public IReadOnlyList<TelegramHtml> Finish()
    {
        Begin();
        return _blocks;
    }
}
