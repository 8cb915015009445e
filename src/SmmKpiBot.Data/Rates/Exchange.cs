namespace SmmKpiBot.Data.Rates;

/// <summary>How money of one day is converted, or that it cannot be.</summary>
public sealed record Exchange
{
    /// <summary>The currency it was billed in.</summary>
    public required string From { get; init; }

    public required string To { get; init; }

    /// <summary>The day of the money.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Units of <see cref="To"/> for one of <see cref="From"/>; null where a rate is missing.</summary>
    public decimal? Rate { get; init; }

    /// <summary>The days the rates behind it are of: two where it leads through the hryvnia.</summary>
    public IReadOnlyList<DateOnly> RateDays { get; init; } = [];

    public IReadOnlyList<RateOrigin> Origins { get; init; } = [];

    /// <summary>Rounded to whole micros; null where a rate is missing.</summary>
    public long? Convert(long micros) => Rate is { } rate ? (long)Math.Round(micros * rate, MidpointRounding.AwayFromZero) : null;
}
