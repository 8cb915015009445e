using SmmKpiBot.Data.Conversations;
using Xunit;

namespace SmmKpiBot.Tests.Conversations;

/// <summary>What customers write, and whether somebody must answer it.</summary>
public sealed class NoAnswerFinderTests
{
    [Theory]
    [InlineData("👍")]
    [InlineData("❤️")]
    [InlineData("❤️❤️❤️ 🔥")]
    [InlineData("👩‍👩‍👧")]
    [InlineData("👍🏽")]
    [InlineData("🇺🇦")]
    [InlineData("🏴󠁧󠁢󠁥󠁮󠁧󠁿")]
    [InlineData("1️⃣")]
    [InlineData("#⃣")]
    [InlineData("☺")]
    [InlineData(":)")]
    [InlineData(":-)))")]
    [InlineData(";)")]
    [InlineData(")))")]
    [InlineData("😂😂)))")]
    [InlineData("<3")]
    [InlineData("🔥🔥🔥!!!")]
    [InlineData("^_^")]
    [InlineData("xD")]
    [InlineData("👏 👏\n👏")]
    public void Of_OnlyEmoji_IsEmoji(string text) => Assert.Equal(NoAnswerReason.Emoji, NoAnswerFinder.Of(text, MessageKind.Message));

    [Theory]
    [InlineData("дякую")]
    [InlineData("Дякую!")]
    [InlineData("Дякуююю 😊")]
    [InlineData("спасибі")]
    [InlineData("ок, дякую 🙏")]
    [InlineData("Добре, щиро дякую за відповідь!")]
    [InlineData("Дуже дякую Вам за допомогу)))")]
    [InlineData("Дякую, отримала 💛")]
    [InlineData("ДЯКУЮ!!!")]
    [InlineData("Зрозуміло, дякую. Гарного дня!")]
    [InlineData("Ні, дякую")]
    [InlineData("Дякую, ні")]
    [InlineData("Ні, щиро дякую")]
    [InlineData("дякую, не треба")]
    [InlineData("Не потрібно, дякую!")]
    [InlineData("нет, спасибо")]
    [InlineData("спасибо, не надо")]
    [InlineData("No thanks")]
    [InlineData("No, thank you!")]
    [InlineData("no problem, thanks")]
    [InlineData("Ok, no worries, thank you")]
    [InlineData("thanks, no need")]
    [InlineData("спс")]
    [InlineData("thanks")]
    [InlineData("thank you!!")]
    [InlineData("Thank you so much for the quick reply 🙏🙏")]
    [InlineData("Ok thx")]
    [InlineData("got it, thanks :)")]
    [InlineData("much appreciated!")]
    [InlineData("That's great, thanks")]
    [InlineData("tysm ❤️")]
    [InlineData("Спасибо большое!")]
    [InlineData("всё понятно, спасибо")]
    [InlineData("Dziękuję bardzo!")]
    public void Of_OnlyThanks_IsThanks(string text) => Assert.Equal(NoAnswerReason.Thanks, NoAnswerFinder.Of(text, MessageKind.Message));

    [Theory]
    [InlineData("@olena @ivan")]
    [InlineData("@olena @ivan дивись")]
    [InlineData("@olena_k дивись 😍😍")]
    [InlineData("Глянь @marta.v!")]
    [InlineData("@ivan look")]
    [InlineData("@a.b, @c")]
    public void Of_OnlyTagsInAComment_IsTags(string text)
    {
        Assert.Equal(NoAnswerReason.Tags, NoAnswerFinder.Of(text, MessageKind.Comment, "zerno_coffee"));
        Assert.Equal(NoAnswerReason.None, NoAnswerFinder.Of(text, MessageKind.Message));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("дякую, а коли доставка?")]
    [InlineData("Дякую, чекаю на номер")]
    [InlineData("так, дякую")]
    [InlineData("Наперед дякую!")]
    [InlineData("Заздалегідь дякую за відповідь")]
    [InlineData("Thanks in advance")]
    [InlineData("yes please, thanks")]
    [InlineData("дякую але не працює")]
    [InlineData("Дякую, ще не отримала")]
    [InlineData("Дякую, не зрозуміла")]
    [InlineData("Дякую, ще ні")]
    [InlineData("Дякую, треба")]
    [InlineData("Спасибо, еще не получила")]
    [InlineData("Спасибо, еще нет")]
    [InlineData("Спасибо, надо")]
    [InlineData("thanks, no reply")]
    [InlineData("No answer, thanks")]
    [InlineData("thanks for nothing")]
    [InlineData("Дякую за ніщо")]
    [InlineData("спасибо, жду")]
    [InlineData("ок")]
    [InlineData("добре")]
    [InlineData("+")]
    [InlineData("ціна")]
    [InlineData("5")]
    [InlineData("5 дякую")]
    [InlineData("?")]
    [InlineData("???")]
    [InlineData("❓")]
    [InlineData("❓❓ 🙏")]
    [InlineData("⁉️")]
    [InlineData("🤔?")]
    [InlineData("🆘")]
    [InlineData("...")]
    [InlineData("!!!")]
    [InlineData("🔥 скільки коштує")]
    [InlineData("доброго дня)")]
    [InlineData("Ціна (грн)")]
    [InlineData("☎ 0501234567")]
    [InlineData("@olena скільки це коштує")]
    [InlineData("@olena дивись ціна")]
    [InlineData("@olena @ivan є M?")]
    [InlineData("@zerno_coffee")]
    [InlineData("@Zerno_Coffee @ivan")]
    [InlineData("@")]
    [InlineData("mail@example.com")]
    [InlineData("дивись")]
    [InlineData("100$ дякую")]
    [InlineData("где мой заказ")]
    public void Of_WhatMayNeedAnAnswer_IsNone(string? text)
    {
        Assert.Equal(NoAnswerReason.None, NoAnswerFinder.Of(text, MessageKind.Message, "zerno_coffee"));
        Assert.Equal(NoAnswerReason.None, NoAnswerFinder.Of(text, MessageKind.Comment, "zerno_coffee"));
    }

    [Fact]
    public void Of_TheLongestMessage_IsReadAtOnce()
    {
        var text = string.Concat(Enumerable.Repeat("дякую ", 700));

        Assert.Equal(NoAnswerReason.None, NoAnswerFinder.Of(text, MessageKind.Message));
    }
}
