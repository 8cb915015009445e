using SmmKpiBot.Sandbox.BotApi;
using Telegram.Bot;

namespace SmmKpiBot.Benchmarks.Command;

/// <summary>The least a bot can do: poll with the same client, answer each message with its text.</summary>
internal sealed class EchoStack : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _http = new();
    private Task _polling = Task.CompletedTask;

    private EchoStack(BotApiServer telegram)
    {
        Telegram = telegram;
    }

    public BotApiServer Telegram { get; }

    public static async Task<EchoStack> StartAsync(CancellationToken cancellationToken)
    {
        var telegram = await BotApiServer.StartAsync(new BotApiOptions(), cancellationToken);
        telegram.Calls.Enabled = false;
        People.AddTo(telegram.World);
        var echo = new EchoStack(telegram);
        echo._polling = echo.PollAsync();
        return echo;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _polling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Telegram.DisposeAsync();
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task PollAsync()
    {
        var client = new TelegramBotClient(new TelegramBotClientOptions(Telegram.Token, Telegram.BaseUrl) { RetryCount = 1 }, _http);
        var offset = 0;
        while (!_stop.IsCancellationRequested)
        {
            foreach (var update in await client.GetUpdates(offset, timeout: 30, cancellationToken: _stop.Token))
            {
                offset = update.Id + 1;
                await client.SendMessage(update.Message!.Chat.Id, update.Message.Text!, cancellationToken: _stop.Token);
            }
        }
    }
}
