using SmmKpiBot.Sources.Import.Layouts;

namespace SmmKpiBot.Sources.Import.Exports;

/// <summary>A table of posts as a tool exports it.</summary>
internal sealed class PostsExport(string name, PostColumns posts) : Layout
{
    private readonly PostColumns _posts = posts;

    public override string Name { get; } = name;

    public override IReadOnlyList<ColumnSpec> Columns { get; } = posts.All;

    public override int LeastColumns => Least;

    public override DayOrder? KnownOrder => Order;

    public override bool TellsZone => ForeignZone;

    public int Least { get; init; } = 3;

    public DayOrder? Order { get; init; }

    public bool ForeignZone { get; init; }

    /// <summary>The id of a post out of what the id column holds, such as its link.</summary>
    public Func<string, string>? IdOf { get; init; }

    public Func<string, bool?>? PaidOf { get; init; }

    /// <summary>The id cell of a row that sums up the others.</summary>
    public string? TotalsWord { get; init; }

    public override IRowMapper MapperFor(TableContext table)
    {
        var mapper = new PostMapper(table, _posts, IdOf, PaidOf);
        return TotalsWord is null ? mapper : new WithoutTotals(mapper, table.Header[_posts.PostId], TotalsWord);
    }

    private sealed class WithoutTotals(IRowMapper mapper, BoundColumn id, string totalsWord) : IRowMapper
    {
        private readonly IRowMapper _mapper = mapper;
        private readonly BoundColumn _id = id;
        private readonly string _totalsWord = totalsWord;

        public void Map(RowValues row, List<object> facts)
        {
            if (!row.Span(_id).Equals(_totalsWord, StringComparison.OrdinalIgnoreCase))
                _mapper.Map(row, facts);
        }
    }
}
