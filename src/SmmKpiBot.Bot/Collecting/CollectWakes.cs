using System.Threading.Channels;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>Tells the collector that something may be due: an account was connected, or a minute is over.</summary>
internal sealed class CollectWakes
{
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public ChannelReader<bool> Reader => _wakes.Reader;

    public void Wake() => _wakes.Writer.TryWrite(true);
}
