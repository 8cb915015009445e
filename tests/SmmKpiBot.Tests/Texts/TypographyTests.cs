using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Texts;

public sealed class TypographyTests
{
    /// <summary>A brand is often called by a name in quotes, in whichever language it was written.</summary>
    [Theory]
    [InlineData("Гай", "«Гай»", "“Гай”")]
    [InlineData("Садовий центр «Гай»", "«Садовий центр „Гай“»", "“Садовий центр ‘Гай’”")]
    [InlineData("Garden centre “Hai”", "«Garden centre „Hai“»", "“Garden centre ‘Hai’”")]
    [InlineData("Gartencenter „Hai“", "«Gartencenter „Hai“»", "“Gartencenter ‘Hai’”")]
    [InlineData("Дім кав’ярні", "«Дім кав’ярні»", "“Дім кав’ярні”")]
    public void Quoted_AName_HasInnerQuotesInside(string name, string uk, string en) =>
        Assert.Equal((uk, en), (Typography.Quoted(name, Language.Uk), Typography.Quoted(name, Language.En)));
}
