using SmmKpiBot.Bot.Telegram;
using Xunit;

namespace SmmKpiBot.Tests.Telegram;

public sealed class CommandTextTests
{
    [Theory]
    [InlineData("/kpi", "kpi", null, "")]
    [InlineData("/KPI  Кав'ярня  місяць ", "kpi", null, "Кав'ярня  місяць")]
    [InlineData("/start@Our_Bot CODE", "start", "Our_Bot", "CODE")]
    [InlineData("/kpi\nїжак", "kpi", null, "їжак")]
    public void Parse_ACommand_TakesItApart(string text, string name, string? bot, string arguments)
    {
        Assert.Equal(new CommandText(name, bot, arguments), CommandText.Parse(text));
    }

    [Theory]
    [InlineData("kpi")]
    [InlineData("/")]
    [InlineData("/звіт")]
    [InlineData("//")]
    [InlineData("/a-b")]
    public void Parse_WhatIsNoCommand_IsNull(string text)
    {
        Assert.Null(CommandText.Parse(text));
    }

    [Fact]
    public void IsFor_AnotherBot_IsFalse()
    {
        Assert.True(new CommandText("kpi", "OUR_bot", "").IsFor("our_bot"));
        Assert.False(new CommandText("kpi", "other_bot", "").IsFor("our_bot"));
        Assert.True(new CommandText("kpi", null, "").IsFor("our_bot"));
    }
}
