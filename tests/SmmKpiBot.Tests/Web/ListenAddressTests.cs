using SmmKpiBot.Bot.Web;
using Xunit;

namespace SmmKpiBot.Tests.Web;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://0.0.0.0:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://+:80;https://+:443", "http://127.0.0.1/")]
    [InlineData("http://*:9", "http://127.0.0.1:9/")]
    [InlineData("http://[::]:9", "http://[::1]:9/")]
    public void Reachable_ListenAddress_IsOneThisMachineReaches(string listen, string reached) => Assert.Equal(reached, ListenAddress.Reachable(listen)?.ToString());

    [Theory]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://+:80;https://*:443", true)]
    [InlineData("nowhere", false)]
    [InlineData("http://+:80;nowhere", false)]
    [InlineData("http://127.0.0.1:99999", false)]
    [InlineData("ftp://127.0.0.1", false)]
    [InlineData("", false)]
    public void IsValid_EachOfThem_HasToBeAnAddress(string listen, bool isValid) => Assert.Equal(isValid, ListenAddress.IsValid(listen));
}
