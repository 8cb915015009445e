using SmmKpiBot.Bot.Settings;
using Xunit;

namespace SmmKpiBot.Tests.Settings;

public sealed class OneLineFormatterTests
{
    [Fact]
    public void Clean_ControlCharacters_CannotForgeALine() =>
        Assert.Equal("a\\nerror Forged: b\\r\\u001b[31mred", OneLineFormatter.Clean("a\nerror Forged: b\r\u001b[31mred"));

    [Theory]
    [InlineData("a\r\n2026-11-23 error Forged: b", "a\\r\\n2026-11-23 error Forged: b")]
    [InlineData("\u001b]0;title\u0007\u001b[2J", "\\u001b]0;title\\u0007\\u001b[2J")]
    [InlineData("\u009b31mred", "\\u009b31mred")]
    [InlineData("a\u0085b\u2028c\u2029d\vd\fe", "a\\u0085b\\u2028c\\u2029d\\u000bd\\u000ce")]
    [InlineData("\u202egnp.exe\u202c \u2066x\u2069", "\\u202egnp.exe\\u202c \\u2066x\\u2069")]
    [InlineData("\0\b\u007f", "\\u0000\\u0008\\u007f")]
    public void Clean_WhateverAStrangerWrites_StaysOneLineInItsDirection(string text, string expected) => Assert.Equal(expected, OneLineFormatter.Clean(text));

    [Fact]
    public void Clean_BotToken_IsCutOut() =>
        Assert.Equal("GET /bot<token>/getMe", OneLineFormatter.Clean("GET /bot123456789:AAH-canary_canary_canary_canary_0123/getMe"));

    [Fact]
    public void Clean_UsualText_StaysAsItIs() => Assert.Equal("Chat -100123: 12:30, 5 з 7", OneLineFormatter.Clean("Chat -100123: 12:30, 5 з 7"));
}
