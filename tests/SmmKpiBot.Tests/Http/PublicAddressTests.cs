using System.Net;
using SmmKpiBot.Sources.Http;
using Xunit;

namespace SmmKpiBot.Tests.Http;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("100.63.255.255", true)]
    [InlineData("100.64.0.1", false)]
    [InlineData("172.15.0.1", true)]
    [InlineData("172.31.255.255", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("64:ff9b::c0a8:101", false)]
    [InlineData("64:ff9b:1::808:808", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::ffff:100.64.0.1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2", false)]
    [InlineData("fec0::1", false)]
    [InlineData("100.127.255.255", false)]
    [InlineData("100.128.0.1", true)]
    [InlineData("192.0.0.8", false)]
    [InlineData("198.19.255.255", false)]
    [InlineData("0251.0376.0251.0376", false)]
    [InlineData("2852039166", false)]
    [InlineData("0xA9FEA9FE", false)]
    [InlineData("0177.1", false)]
    public void IsPublic_OnlyTheOpenInternet(string address, bool expected) => Assert.Equal(expected, PublicAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("http://2130706433:1/")]
    [InlineData("http://0x7f.1:1/")]
    [InlineData("http://[::1]:1/")]
    [InlineData("http://localhost:1/")]
    [InlineData("http://169.254.169.254/")]
    [InlineData("http://0251.0376.0251.0376/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("http://100.64.0.1/")]
    public async Task Connect_ToAnInsideAddress_IsRefusedBeforeTheWire(string url)
    {
        using var http = new HttpClient(new GuardedHandler(new SourceHosts(), TimeProvider.System).Create());

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(url), TestContext.Current.CancellationToken));

        Assert.Equal(SourceProblem.NotAllowed, Assert.IsType<SourceException>(error.InnerException).Problem);
    }
}
