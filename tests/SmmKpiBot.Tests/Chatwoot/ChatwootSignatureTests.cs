using SmmKpiBot.Sources.Chatwoot;
using Xunit;

namespace SmmKpiBot.Tests.Chatwoot;

public sealed class ChatwootSignatureTests
{
    private const string Secret = "whk_test_secret_01";
    private const string Timestamp = "1795426445";
    private const string Signature = "sha256=0647c025decf8e7daa0939b98ec724cbdea13e1d660b040c8b20f7e9990dd06e";

    private static ReadOnlySpan<byte> Payload => """{"event":"message_created","id":9001}"""u8;

    [Fact]
    public void Of_TheKnownDelivery_IsTheKnownSignature() => Assert.Equal(Signature, ChatwootSignature.Of(Secret, Timestamp, Payload));

    [Theory]
    [InlineData(Timestamp, Signature, 0, true)]
    [InlineData(Timestamp, Signature, 300, true)]
    [InlineData(Timestamp, Signature, -300, true)]
    [InlineData(Timestamp, Signature, 301, false)]
    [InlineData(Timestamp, Signature, -301, false)]
    [InlineData("1795426446", Signature, 0, false)]
    [InlineData(null, Signature, 0, false)]
    [InlineData(Timestamp, null, 0, false)]
    [InlineData(Timestamp, "", 0, false)]
    [InlineData(Timestamp, "sha256=", 0, false)]
    [InlineData(Timestamp, "0647c025decf8e7daa0939b98ec724cbdea13e1d660b040c8b20f7e9990dd06e", 0, false)]
    [InlineData("99999999999999999999", Signature, 0, false)]
    [InlineData("999999999999999", Signature, 0, false)]
    [InlineData(" 1795426445", Signature, 0, false)]
    public void IsValid_OnlyTheRightOneInTime(string? timestamp, string? signature, int secondsLater, bool expected) =>
        Assert.Equal(expected, ChatwootSignature.IsValid(Secret, timestamp, signature, Payload, DateTimeOffset.FromUnixTimeSeconds(1795426445 + secondsLater)));

    [Fact]
    public void IsValid_OneByteOfTheBodyChanged_IsNot() =>
        Assert.False(ChatwootSignature.IsValid(Secret, Timestamp, Signature, """{"event":"message_created","id":9002}"""u8, DateTimeOffset.FromUnixTimeSeconds(1795426445)));
}
