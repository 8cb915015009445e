using System.ComponentModel.DataAnnotations;
using SmmKpiBot.Sources.Chatwoot;
using Xunit;

namespace SmmKpiBot.Tests.Chatwoot;

public sealed class ChatwootOptionsTests
{
    [Theory]
    [InlineData("https://chat.example.com", true)]
    [InlineData("https://chat.example.com/", true)]
    [InlineData("https://CHAT.example.com:8443", true)]
    [InlineData("https://other.example.com", true)]
    [InlineData("http://chat.example.com", false)]
    [InlineData("https://chat.example.com/app", false)]
    [InlineData("https://user@chat.example.com", false)]
    [InlineData("https://chat.example.com.evil.test", false)]
    [InlineData("https://evil.test", false)]
    [InlineData("http://127.0.0.1:3000", false)]
    [InlineData("https://2130706433", false)]
    [InlineData("ftp://chat.example.com", false)]
    [InlineData("chat.example.com", false)]
    public void Allowed_OnlyKnownHostsOverHttps(string typed, bool isAllowed) =>
        Assert.Equal(isAllowed, new ChatwootOptions { ApiBaseUrl = "https://chat.example.com", Hosts = ["other.example.com"] }.Allowed(typed) is not null);

    [Fact]
    public void Allowed_LoopbackWhereTheSettingsNameAStandIn_IsAllowed()
    {
        var options = new ChatwootOptions { ApiBaseUrl = "http://127.0.0.1:3000" };

        Assert.NotNull(options.Allowed("http://127.0.0.1:3000"));
        Assert.Null(options.Allowed("http://192.168.0.1:3000"));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("https://app.chatwoot.com", true)]
    [InlineData("http://127.0.0.1:3000", true)]
    [InlineData("http://app.chatwoot.com", false)]
    [InlineData("app.chatwoot.com", false)]
    public void Validate_TheBaseUrl_IsEmptyOrCanBeCalled(string url, bool isValid)
    {
        var options = new ChatwootOptions { ApiBaseUrl = url };

        Assert.Equal(isValid, !options.Validate(new ValidationContext(options)).Any());
    }

    [Theory]
    [InlineData("chat.example.com", true)]
    [InlineData("https://chat.example.com", false)]
    [InlineData("chat.example.com/app", false)]
    [InlineData("", false)]
    public void Validate_AFurtherHost_IsANameAlone(string host, bool isValid)
    {
        var options = new ChatwootOptions { ApiBaseUrl = "https://app.chatwoot.com", Hosts = [host] };

        Assert.Equal(isValid, !options.Validate(new ValidationContext(options)).Any());
    }
}
