using SmmKpiBot.Bot.Settings;
using Xunit;

namespace SmmKpiBot.Tests.Settings;

public sealed class OneLineFormatterTests
{
    [Fact]
    public void Clean_ControlCharacters_CannotForgeALine() =>
        Assert.Equal("a\\nerror Forged: b\\r\\u001b[31mred", OneLineFormatter.Clean("a\nerror Forged: b\r\u001b[31mred"));

    [Fact]
    public void Clean_BotToken_IsCutOut() =>
        Assert.Equal("GET /bot<token>/getMe", OneLineFormatter.Clean("GET /bot123456789:AAH-canary_canary_canary_canary_0123/getMe"));

    [Fact]
    public void Clean_UsualText_StaysAsItIs() => Assert.Equal("Chat -100123: 12:30, 5 з 7", OneLineFormatter.Clean("Chat -100123: 12:30, 5 з 7"));
}
