using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>What a mapper needs to know besides the rows.</summary>
internal sealed class TableContext(ImportRequest request, FoundTable table, DateTimeOffset now, AuthorHasher authors, Action<Wording> warn)
{
    private DateOnly _settlingDay;
    private DateTimeOffset _settlesAt;

    /// <summary>Networks correct a day for about this long after it ended.</summary>
    private static readonly TimeSpan SettlingTime = TimeSpan.FromHours(48);

    public ImportRequest Request { get; } = request;

    public string TableName { get; } = table.Source.Name;

    public Header Header { get; } = table.Header;

    /// <summary>Rows above the header: titles, comments.</summary>
    public IReadOnlyList<PreambleRow> Preamble { get; } = table.Preamble;

    public long AccountId => Request.Account.Id;

    public DateTimeOffset ObservedAt { get; } = now;

    public AuthorHasher Authors { get; } = authors;

    public Action<Wording> Warn { get; } = warn;

    public DateTimeOffset SettlesAt(DateOnly day)
    {
        if (day != _settlingDay)
        {
            _settlingDay = day;
            _settlesAt = LocalDay.Start(day.AddDays(1), Request.Client.TimeZone) + SettlingTime;
        }

        return _settlesAt;
    }
}

/// <summary>A row above the header.</summary>
internal sealed record PreambleRow(long Line, IReadOnlyList<string> Cells)
{
    /// <summary>The one filled cell of a title line; null when there are more or none.</summary>
    public string? Title => Cells.Where(cell => cell.Length > 0).ToArray() is [var only] ? only : null;
}
