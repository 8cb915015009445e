namespace SmmKpiBot.Data.Rates;

/// <summary>Who says a rate.</summary>
public enum RateOrigin
{
    /// <summary>Somebody typed it or brought it in a file; it counts before a bank's.</summary>
    Hand,

    /// <summary>The National Bank of Ukraine.</summary>
    Nbu,
}

/// <summary>What one unit of a currency was worth on a day.</summary>
/// <param name="Currency">ISO 4217; never UAH itself.</param>
/// <param name="Day">The day it is of, as its publisher dates it.</param>
/// <param name="Hryvnias">Of one unit.</param>
/// <param name="Origin">Who says so.</param>
public sealed record CurrencyRate(string Currency, DateOnly Day, decimal Hryvnias, RateOrigin Origin)
{
    /// <summary>Nine decimals are kept: the bank publishes a unit of the smallest currencies with six.</summary>
    public const int Decimals = 9;

    internal const decimal NanosPerUnit = 1_000_000_000m;

    /// <summary>More than any unit of money is worth, and within what is stored.</summary>
    public const decimal Largest = 1_000_000m;
}
