using SmmKpiBot.Bot.Settings;
using Xunit;

namespace SmmKpiBot.Tests.Settings;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("\u001b]0;title\u0007\u001b[2J", "\\u001b]0;title\\u0007\\u001b[2J")]
    [InlineData("\u009b31mred", "\\u009b31mred")]
    [InlineData("wrote over\rthis", "wrote over\\rthis")]
    [InlineData("a\u0085b\u2028c\u2029d\vd\fe", "a\\u0085b\\u2028c\\u2029d\\u000bd\\u000ce")]
    [InlineData("\u202egnp.exe\u202c \u2066x\u2069 \u200fy", "\\u202egnp.exe\\u202c \\u2066x\\u2069 \\u200fy")]
    public void Clean_WhatMovesTheCursorOrTurnsTheText_IsShown(string text, string expected) => Assert.Equal(expected, TerminalText.Clean(text));

    [Theory]
    [InlineData("two\nlines\tand a tab")]
    [InlineData("two\r\nlines")]
    [InlineData("Кав’ярня «Зерно» 👩‍💻 é العربية")]
    public void Clean_UsualText_StaysAsItIs(string text) => Assert.Equal(text, TerminalText.Clean(text));

    [Fact]
    public void Writer_WhicheverWayItIsWrittenTo_Cleans()
    {
        using var inner = new StringWriter { NewLine = "\n" };
        using (var writer = new TerminalWriter(inner))
        {
            writer.Write('\u001b');
            writer.Write("\u001b");
            writer.Write("{0}", "\u001b");
            writer.Write(['\u001b', 'x'], 0, 1);
            writer.WriteLine("\u001b");
            writer.WriteLine();
        }

        Assert.Equal("\\u001b\\u001b\\u001b\\u001b\\u001b\n\n", inner.ToString());
    }

    [Fact]
    public async Task Writer_Asynchronously_CleansToo()
    {
        using var inner = new StringWriter { NewLine = "\n" };
        using var writer = new TerminalWriter(inner);

        await writer.WriteLineAsync("\u202ex");

        Assert.Equal("\\u202ex\n", inner.ToString());
    }
}
