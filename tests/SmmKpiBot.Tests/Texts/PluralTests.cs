using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Texts;

public sealed class PluralTests
{
    [Theory]
    [InlineData(0, "0 відповідей", "0 replies")]
    [InlineData(1, "1 відповідь", "1 reply")]
    [InlineData(2, "2 відповіді", "2 replies")]
    [InlineData(4, "4 відповіді", "4 replies")]
    [InlineData(5, "5 відповідей", "5 replies")]
    [InlineData(11, "11 відповідей", "11 replies")]
    [InlineData(12, "12 відповідей", "12 replies")]
    [InlineData(14, "14 відповідей", "14 replies")]
    [InlineData(21, "21 відповідь", "21 replies")]
    [InlineData(22, "22 відповіді", "22 replies")]
    [InlineData(111, "111 відповідей", "111 replies")]
    [InlineData(1021, "1\u202F021 відповідь", "1,021 replies")]
    public void Count_AnyNumber_TakesTheRightForm(int count, string uk, string en)
    {
        Assert.Equal(uk.Replace(' ', '\u00A0'), Plural.Count(count, Nouns.Reply, Language.Uk));
        Assert.Equal(en.Replace(' ', '\u00A0'), Plural.Count(count, Nouns.Reply, Language.En));
    }
}
