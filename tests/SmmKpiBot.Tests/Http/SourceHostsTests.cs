using SmmKpiBot.Sources.Http;
using Xunit;

namespace SmmKpiBot.Tests.Http;

public sealed class SourceHostsTests
{
    private static readonly SourceHosts Hosts = new("https://graph.example.com/v25.0", "other.example.com", "https://їжак.example", "http://127.0.0.1:3000", "", "no address");

    [Theory]
    [InlineData("https://graph.example.com/me", true)]
    [InlineData("https://GRAPH.example.com:8443/", true)]
    [InlineData("https://other.example.com/", true)]
    [InlineData("https://xn--80ajc4bo.example/", false)]
    [InlineData("https://їжак.example/", true)]
    [InlineData("http://graph.example.com/", false)]
    [InlineData("https://graph.example.com.evil.test/", false)]
    [InlineData("https://user@graph.example.com/", false)]
    [InlineData("https://graph.example.com@evil.test/", false)]
    [InlineData("https://evil.test/graph.example.com", false)]
    [InlineData("ftp://graph.example.com/", false)]
    [InlineData("http://127.0.0.1:3000/", true)]
    [InlineData("http://2130706433:3000/", true)]
    [InlineData("http://127.0.0.1/", false)]
    [InlineData("http://127.0.0.2:3000/", false)]
    [InlineData("http://localhost:3000/", false)]
    [InlineData("ftp://127.0.0.1:3000/", false)]
    public void Allows_OnlyWhatTheSettingsName(string url, bool expected) => Assert.Equal(expected, Hosts.Allows(new Uri(url)));

    [Fact]
    public void Allows_ARelativeAddress_IsNone() => Assert.False(Hosts.Allows(new Uri("/me", UriKind.Relative)));
}
