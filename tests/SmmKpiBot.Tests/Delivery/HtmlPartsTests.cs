using System.Text;
using CsCheck;
using SmmKpiBot.Bot.Delivery;
using Xunit;

namespace SmmKpiBot.Tests.Delivery;

public sealed class HtmlPartsTests
{
    private static readonly Gen<string> Word = Gen.OneOf(
        OneOf("a", "слово", "&amp;", "&lt;b&gt;", "😀", "👩‍👩‍👧", "1 024", "\n", "\n\n", " ", "x".PadLeft(300, 'y')),
        OneOf("<b>bold</b>", "<a href=\"https://e.com/?a=1&amp;b=2\">link</a>", "<pre>code\ncode</pre>", "<blockquote expandable>q\n\nq</blockquote>"));

    private static readonly Gen<string> Html = Word.Array[0, 400].Select(words => $"<i>{string.Concat(words)}</i>");

    [Fact]
    public void Split_AnyHtml_GivesPartsThatTheServerTakesAndLosesNothingVisible() => Html.Sample(html =>
    {
        var parts = HtmlParts.Split(html, HtmlParts.CaptionLimit);

        Assert.All(parts, (part, at) =>
        {
            Assert.InRange(HtmlParts.Plain(part).Length, 0, at == 0 ? HtmlParts.CaptionLimit : HtmlParts.MessageLimit);
            Assert.InRange(Encoding.UTF8.GetByteCount(part), 0, 32_768);
            AssertBalanced(part);
        });
        Assert.Equal(Squeeze(HtmlParts.Plain(html)), Squeeze(string.Concat(parts.Select(HtmlParts.Plain))));
    });

    [Fact]
    public void Split_TextWithinTheLimit_IsUntouched() => Assert.Equal(["a\n\n<b>b</b> &amp; c"], HtmlParts.Split("a\n\n<b>b</b> &amp; c"));

    [Fact]
    public void Split_Blocks_CutsBetweenThem()
    {
        var blocks = Enumerable.Range(0, 5).Select(n => $"<b>{n}</b>\n" + new string((char)('a' + n), 1500)).ToArray();

        Assert.Equal([string.Join("\n\n", blocks[..2]), string.Join("\n\n", blocks[2..4]), blocks[4]], HtmlParts.Split(string.Join("\n\n", blocks)));
    }

    [Fact]
    public void Split_OpenTag_IsClosedAndOpenedAgain()
    {
        var parts = HtmlParts.Split($"<b><i>{new string('a', 5000)}</i></b>");

        Assert.Equal([$"<b><i>{new string('a', 4096)}</i></b>", $"<b><i>{new string('a', 904)}</i></b>"], parts);
    }

    [Fact]
    public void Split_Emoji_IsNeverCutInHalf()
    {
        var parts = HtmlParts.Split("a" + string.Concat(Enumerable.Repeat("😀", 3000)));

        Assert.All(parts, part => Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(part))));
        Assert.Equal(6001, parts.Sum(part => part.Length));
    }

    [Fact]
    public void Split_LoneSurrogate_BecomesAReplacement() => Assert.Equal("\uFFFD", HtmlParts.Plain("\uD83D"));

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(at => words[at]);

    private static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static void AssertBalanced(string html)
    {
        var open = new Stack<string>();
        foreach (var piece in HtmlPiece.Read(html).Where(piece => piece.IsTag))
        {
            if (piece.IsClosing)
                Assert.Equal(piece.Raw, open.Pop());
            else
                open.Push(piece.Closing);
        }

        Assert.Empty(open);
    }
}
