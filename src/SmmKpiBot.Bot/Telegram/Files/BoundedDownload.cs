namespace SmmKpiBot.Bot.Telegram.Files;

/// <summary>A downloaded file in memory. It ends with an <see cref="IOException"/> once more arrives than the bot takes: the size Telegram reports is not relied on.</summary>
internal sealed class BoundedDownload(long maxBytes) : MemoryStream
{
    private readonly long _maxBytes = maxBytes;

    public override void Write(byte[] buffer, int offset, int count)
    {
        RequireRoom(count);
        base.Write(buffer, offset, count);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        RequireRoom(buffer.Length);
        base.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        RequireRoom(count);
        return base.WriteAsync(buffer, offset, count, cancellationToken);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        RequireRoom(buffer.Length);
        return base.WriteAsync(buffer, cancellationToken);
    }

    private void RequireRoom(int count)
    {
        if (Position + count > _maxBytes)
        {
            throw new IOException("The file is larger than a chat may send.");
        }
    }
}
