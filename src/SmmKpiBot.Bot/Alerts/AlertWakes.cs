using System.Threading.Channels;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Tells the round that something about alerts may have changed.</summary>
internal sealed class AlertWakes
{
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public ChannelReader<bool> Reader => _wakes.Reader;

    public void Wake() => _wakes.Writer.TryWrite(true);
}
