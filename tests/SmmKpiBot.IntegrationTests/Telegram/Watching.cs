using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Telegram;

/// <summary>Waits for what people would see, by signal and not by time.</summary>
internal static class Watching
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The newest message of the bot in a chat that fits, as soon as there is one.</summary>
    public static Task<TelegramMessage> MessageAsync(this BotApiServer telegram, TelegramChat chat, Func<TelegramMessage, bool> fits) =>
        telegram.UntilAsync(() => telegram.World.MessagesOf(chat.Id).LastOrDefault(message => message.From.IsBot && fits(message)));

    public static async Task<T> UntilAsync<T>(this BotApiServer telegram, Func<T?> look)
        where T : class
    {
        var changed = new SemaphoreSlim(0);
        void OnChange(WorldChange change) => changed.Release();
        telegram.World.Changed += OnChange;
        try
        {
            while (true)
            {
                if (look() is { } found)
                {
                    return found;
                }

                Assert.True(await changed.WaitAsync(Patience, TestContext.Current.CancellationToken), "What was waited for did not come.");
            }
        }
        finally
        {
            telegram.World.Changed -= OnChange;
        }
    }

    /// <summary>Waits for a condition that no event tells of.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }

    /// <summary>The data of the button with that text.</summary>
    public static string Button(this TelegramMessage message, string text) =>
        message.Keyboard?["inline_keyboard"]?.AsArray()
            .SelectMany(row => row?.AsArray() ?? [])
            .First(button => button?["text"]?.GetValue<string>().StartsWith(text, StringComparison.Ordinal) == true)?["callback_data"]?.GetValue<string>()
        ?? throw new InvalidOperationException($"There is no button {text}.");
}
