using System.Threading.Channels;
using SmmKpiBot.Bot.Telegram;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>Wakes a round that waits. What happens before it has looked is one wake.</summary>
internal class Wakes
{
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public ChannelReader<bool> Reader => _wakes.Reader;

    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <summary>Once what the answer changes is stored.</summary>
    public void WakeAfter(Answer answer) => answer.AfterCommit(_ =>
    {
        Wake();
        return Task.CompletedTask;
    });
}
