using System.Threading.Channels;

namespace SmmKpiBot.Bot.Waits;

/// <summary>Tells the round that waits may have changed.</summary>
internal sealed class WaitWakes
{
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public ChannelReader<bool> Reader => _wakes.Reader;

    public void Wake() => _wakes.Writer.TryWrite(true);
}
