using SmmKpiBot.Data.Clients.Export;
using Xunit;

namespace SmmKpiBot.Tests.Clients;

public sealed class FormulaGuardTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("menu", "menu")]
    [InlineData("'menu", "'menu")]
    [InlineData("'", "'")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("'=1+1", "''=1+1")]
    [InlineData("-123_45", "'-123_45")]
    [InlineData("＠cmd", "'＠cmd")]
    public void Add_AnyText_ComesBackByRemove(string text, string guarded)
    {
        Assert.Equal(guarded, FormulaGuard.Add(text));
        Assert.Equal(text, FormulaGuard.Remove(guarded));
    }
}
