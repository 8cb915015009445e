using SmmKpiBot.Data.Conversations;
using Xunit;

namespace SmmKpiBot.Tests.Conversations;

public class ConflictHintsTests
{
    [Theory]
    [InlineData("Ви мене ОБМАНУЛИ!!!")]
    [InlineData("поверніть   гроші, будь ласка")]
    [InlineData("Хочу залишити скаргу")]
    [InlineData("де моє замовлення??")]
    [InlineData("Замовлення не прийшло")]
    [InlineData("жааахливий сервіс")]
    [InlineData("вже 3 дні ігноруєте")]
    [InlineData("шо за хамство 🤷")]
    [InlineData("😡")]
    [InlineData("вєрніть гроші, аферисти")]
    [InlineData("Верните деньги за заказ")]
    [InlineData("сколько можно ждать?")]
    [InlineData("ё-мое, ужасная доставка")]
    [InlineData("I haven't received anything")]
    [InlineData("This is UNACCEPTABLE")]
    [InlineData("Where's my order?")]
    [InlineData("i want my money back")]
    [InlineData("never again")]
    public void Find_WhatCustomersWriteWhoQuarrel_IsAHint(string text) => Assert.NotNull(ConflictHints.Default.Find(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Добрий день! Скільки коштує доставка?")]
    [InlineData("Які у вас умови повернення?")]
    [InlineData("Дякую, замовлення прийшло")]
    [InlineData("Усе чудово, жодних скар")]
    [InlineData("Приїхало без скарг, не зламане")]
    [InlineData("What is your refund policy?")]
    [InlineData("It was not broken, thank you")]
    [InlineData("Я суддя, працюю у суді")]
    [InlineData("Подскажите, есть ли размер М?")]
    public void Find_CalmQuestionsAndDenials_AreNone(string? text) => Assert.Null(ConflictHints.Default.Find(text));

    [Fact]
    public void Find_OwnWords_CountAndRemovedOnesDoNot()
    {
        var hints = new ConflictHints(["холодна кава", "запізн*"], new HashSet<string> { "обман*" });

        Assert.Equal("холодна кава", hints.Find("Знову ХОЛОДНА кава"));
        Assert.Equal("запізн*", hints.Find("кур'єр запізнився"));
        Assert.Null(hints.Find("кава холодна"));
        Assert.Null(hints.Find("обман"));
    }

    [Theory]
    [InlineData("  Обман* ", "обман*")]
    [InlineData("Верніть, ГРОШІ!", "верніть гроші")]
    [InlineData("м'ята", "мята")]
    [InlineData("*", null)]
    [InlineData("!!!", null)]
    [InlineData("один два три чотири п'ять шість", null)]
    public void Term_OfTypedText_IsKeptAsItIsCompared(string typed, string? kept) => Assert.Equal(kept, ConflictHints.Term(typed));

    [Fact]
    public void DefaultTerms_AreInTheFormThatIsCompared()
    {
        Assert.All(ConflictHints.DefaultTerms, term => Assert.Equal(term, ConflictHints.Term(term)));
        Assert.All(ConflictHints.DefaultTerms, term => Assert.NotNull(ConflictHints.Default.Find(term.Replace("*", "", StringComparison.Ordinal))));
    }
}
