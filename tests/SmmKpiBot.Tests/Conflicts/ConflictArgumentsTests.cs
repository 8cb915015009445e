using SmmKpiBot.Bot.Conflicts;
using SmmKpiBot.Data.Clients;
using Xunit;

namespace SmmKpiBot.Tests.Conflicts;

public sealed class ConflictArgumentsTests
{
    private static readonly Client[] Clients = [Named(1, "lion", "Крамниця «Льон»"), Named(2, "zerno", "Кав’ярня «Зерно»")];

    [Theory]
    [InlineData("льон, клієнтка скаржиться на брак", "lion", "клієнтка скаржиться на брак")]
    [InlineData("Крамниця: не те привезли", "lion", "не те привезли")]
    [InlineData("zerno", "zerno", "")]
    [InlineData("рно не те привезли", null, "рно не те привезли")]
    public void Parse_BeginningOfAWordInTheName_IsTheClient(string text, string? slug, string rest)
    {
        var arguments = ConflictArguments.Parse(text, Clients);

        Assert.Equal((slug, rest), (arguments.Client?.Slug, arguments.Text));
    }

    private static Client Named(long id, string slug, string name) => new() { Id = id, Slug = slug, Name = name, TimeZone = TimeZoneInfo.Utc, Language = "uk" };
}
