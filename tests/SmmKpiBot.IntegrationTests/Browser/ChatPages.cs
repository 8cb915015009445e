using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SmmKpiBot.IntegrationTests.Browser;

/// <summary>What a visitor of the page does in every test.</summary>
internal static class ChatPages
{
    /// <summary>Opens a chat and waits until its own messages are shown: before that those of the chat that was open before can be counted.</summary>
    public static async Task OpenChatAsync(this IPage page, long chatId)
    {
        var id = chatId.ToString(CultureInfo.InvariantCulture);
        await page.Locator($"[data-chat='{id}']").ClickAsync();
        await Expect(page.Locator("#messages")).ToHaveAttributeAsync("data-of", id);
    }
}
