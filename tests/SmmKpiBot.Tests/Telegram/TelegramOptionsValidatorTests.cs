using SmmKpiBot.Bot.Telegram;
using Xunit;

namespace SmmKpiBot.Tests.Telegram;

public sealed class TelegramOptionsValidatorTests
{
    private const string Token = "123456:canary-token_ABC";

    [Fact]
    public void Validate_WithATokenOnly_IsFine()
    {
        Assert.Null(FailureOf(new TelegramOptions { Token = Token }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Validate_WithoutAToken_NamesTheVariable(string? token)
    {
        Assert.Contains("Telegram__Token", FailureOf(new TelegramOptions { Token = token }), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WithWhatIsNoToken_SaysSoWithoutRepeatingIt()
    {
        var failure = FailureOf(new TelegramOptions { Token = "my-secret-but-wrong" });

        Assert.Contains("Telegram:Token", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("my-secret-but-wrong", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WithAMissingTokenFile_NamesTheSetting()
    {
        Assert.Contains("Telegram:TokenFile", FailureOf(new TelegramOptions { TokenFile = "/nowhere/token" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api.telegram.org")]
    [InlineData("https://api.telegram.org/bot")]
    [InlineData("ftp://api.telegram.org")]
    public void Validate_WithAWrongServer_NamesTheSetting(string url)
    {
        Assert.Contains("Telegram:ApiBaseUrl", FailureOf(new TelegramOptions { Token = Token, ApiBaseUrl = url }), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WithAnUnknownMode_NamesTheSetting()
    {
        Assert.Contains("Telegram:Mode", FailureOf(new TelegramOptions { Token = Token, Mode = "pigeon" }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcde!")]
    public void Validate_AWebhookWithoutAGoodSecret_SaysHowToMakeOne(string? secret)
    {
        var failure = FailureOf(new TelegramOptions { Token = Token, Mode = "webhook", WebhookUrl = "https://bot.example/telegram/webhook", WebhookSecret = secret });

        Assert.Contains("Telegram:WebhookSecret", failure, StringComparison.Ordinal);
        Assert.Contains("openssl rand", failure, StringComparison.Ordinal);
    }

    private static string? FailureOf(TelegramOptions options) => new TelegramOptionsValidator().Validate(null, options).FailureMessage;
}
