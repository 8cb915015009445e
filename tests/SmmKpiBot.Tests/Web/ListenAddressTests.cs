using SmmKpiBot.Bot.CommandLine;
using Xunit;

namespace SmmKpiBot.Tests.CommandLine;

public sealed class HealthVerbTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://0.0.0.0:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://+:80;https://+:443", "http://127.0.0.1/")]
    [InlineData("http://*:9", "http://127.0.0.1:9/")]
    [InlineData("http://[::]:9", "http://[::1]:9/")]
    public void Reachable_ListenAddress_IsOneThisMachineReaches(string listen, string reached) => Assert.Equal(reached, HealthVerb.Reachable(listen).ToString());
}
