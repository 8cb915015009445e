using Microsoft.Playwright;

namespace SmmKpiBot.IntegrationTests.Browser;

/// <summary>Pictures of the page for people to look at, written only where the environment says so.</summary>
internal static class Screenshots
{
    private const string FolderVariable = "SMMKPIBOT_SCREENSHOTS";
    private const string ReadmeVariable = "SMMKPIBOT_README_PICTURE";

    public static async Task TakeAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
        }
    }

    /// <summary>The picture of the README, e.g. <c>docs/images/chat.png</c>.</summary>
    public static async Task TakeForReadmeAsync(IPage page)
    {
        if (Environment.GetEnvironmentVariable(ReadmeVariable) is { Length: > 0 } file)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = file });
        }
    }
}
