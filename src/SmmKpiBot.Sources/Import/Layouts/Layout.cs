namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>One form of table: its columns, and what a row of it says.</summary>
internal abstract class Layout
{
    /// <summary>The name for <c>--layout</c>. Several tables of one tool share it.</summary>
    public abstract string Name { get; }

    public abstract IReadOnlyList<ColumnSpec> Columns { get; }

    /// <summary>So many columns must be recognised, where the needed ones alone prove little.</summary>
    public virtual int LeastColumns => 0;

    /// <summary>With one of these headers it is another kind of table.</summary>
    public virtual IReadOnlyList<string> ForeignTitles => [];

    /// <summary>A last check of which columns are there together.</summary>
    public virtual bool Accepts(Header header) => true;

    /// <summary>The order that this tool always writes; null = found from the column.</summary>
    public virtual DayOrder? KnownOrder => null;

    /// <summary>Times of this tool have no offset and are not in the client's zone by nature: the user is told which zone was taken.</summary>
    public virtual bool TellsZone => false;

    /// <exception cref="Tables.TableException">The table as a whole cannot be used.</exception>
    public abstract IRowMapper MapperFor(TableContext table);
}

/// <summary>Turns rows of one table into facts.</summary>
internal interface IRowMapper
{
    /// <summary>Adds what the row says; what is wrong with it is told to <paramref name="row"/>.</summary>
    void Map(RowValues row, List<object> facts);
}
