namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>A report to ask for.</summary>
internal sealed record ReportRequest
{
    /// <summary>Rows of one answer; two reports of that size stay well below what an answer may be.</summary>
    public const int Page = 10_000;

    public required IReadOnlyList<ReportDays> DateRanges { get; init; }

    public IReadOnlyList<ReportField> Dimensions { get; init; } = [];

    public required IReadOnlyList<ReportField> Metrics { get; init; }

    public ReportFilter? DimensionFilter { get; init; }

    /// <summary>By all dimensions: pages of an order with gaps would overlap.</summary>
    public IReadOnlyList<ReportOrder> OrderBys => [.. Dimensions.Select(dimension => new ReportOrder(new ReportOrderDimension(dimension.Name)))];

    public int Limit { get; init; } = Page;

    public int Offset { get; init; }

    public bool ReturnPropertyQuota { get; init; } = true;
}

/// <summary>Both ends in, days of the property's zone.</summary>
internal sealed record ReportDays(string StartDate, string EndDate);

internal sealed record ReportField(string Name);

internal sealed record ReportOrder(ReportOrderDimension Dimension);

internal sealed record ReportOrderDimension(string DimensionName);

/// <summary>One of its members is set.</summary>
internal sealed record ReportFilter
{
    public FilterList? OrGroup { get; init; }

    public FieldFilter? Filter { get; init; }
}

internal sealed record FilterList(IReadOnlyList<ReportFilter> Expressions);

/// <summary>Case does not matter unless a filter says so.</summary>
internal sealed record FieldFilter(string FieldName)
{
    public InList? InListFilter { get; init; }

    public TextMatch? StringFilter { get; init; }

    public static ReportFilter In(string field, IEnumerable<string> values, bool isCaseSensitive = false) =>
        new() { Filter = new(field) { InListFilter = new([.. values], isCaseSensitive) } };

    public static ReportFilter EndsWith(string field, string value) => new() { Filter = new(field) { StringFilter = new("ENDS_WITH", value) } };
}

internal sealed record InList(IReadOnlyList<string> Values, bool CaseSensitive);

internal sealed record TextMatch(string MatchType, string Value);

internal sealed record BatchRequest(IReadOnlyList<ReportRequest> Requests)
{
    /// <summary>Reports of one call.</summary>
    public const int Most = 5;
}
