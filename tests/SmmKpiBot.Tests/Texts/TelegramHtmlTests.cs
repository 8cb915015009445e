using System.Net;
using System.Text.RegularExpressions;
using CsCheck;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Texts;

public sealed partial class TelegramHtmlTests
{
    private static readonly Gen<string> Nasty = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char['\u0000', '\uFFFF'], 0, 40],
        Gen.OneOf(new[] { "<b>", "</b><script>", "&lt;", "&", "\"", "<a href=\"tg://user?id=1\">", "a\u202Eb", "\uD83D", "\uDE00\uD83D", "👩‍👧", "<![CDATA[" }.Select(Gen.Const).ToArray()));

    [Fact]
    public void Text_AnyValue_AddsNoTagAndNoEntity() =>
        Nasty.Sample(value =>
        {
            var html = new TelegramHtml().Text(value).Bold(value).Italic(value).Code(value).ToString();
            var withoutOurs = Ours().Replace(html, "");

            return !withoutOurs.Contains('<', StringComparison.Ordinal)
                && !withoutOurs.Contains('>', StringComparison.Ordinal)
                && !Unknown().IsMatch(withoutOurs);
        });

    [Fact]
    public void Length_AnyValue_IsWhatTelegramCounts() =>
        Nasty.Sample(value =>
        {
            var text = new TelegramHtml().Bold(value).Line().Text(value);

            return WebUtility.HtmlDecode(Ours().Replace(text.ToString(), "")).Length == text.Length;
        });

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("tg://user?id=1")]
    [InlineData("data:text/html,x")]
    public void Link_ToAnythingButTheWeb_IsTextOnly(string target) =>
        Assert.Equal("тут", new TelegramHtml().Link("тут", new Uri(target)).ToString());

    [Fact]
    public void Link_ToTheWeb_IsEncoded() =>
        Assert.Equal(
            "<a href=\"https://example.com/?a=1&amp;b=%22\">A &amp; B</a>",
            new TelegramHtml().Link("A & B", new Uri("https://example.com/?a=1&b=\"")).ToString());

    [Fact]
    public void Text_WithControlAndDirectionCharacters_LosesThem() =>
        Assert.Equal("Acmegpj", new TelegramHtml().Text("Ac\u0000me\u202Egpj\u2066").ToString());

    [GeneratedRegex("</?(b|i|code)>")]
    private static partial Regex Ours();

    [GeneratedRegex("&(?!(amp|lt|gt|quot);)")]
    private static partial Regex Unknown();
}
