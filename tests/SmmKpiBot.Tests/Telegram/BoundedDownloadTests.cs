using SmmKpiBot.Bot.Telegram.Files;
using Xunit;

namespace SmmKpiBot.Tests.Telegram;

public sealed class BoundedDownloadTests
{
    [Fact]
    public async Task CopyTo_AsMuchAsIsTaken_IsKept()
    {
        await using var download = new BoundedDownload(maxBytes: 1000);

        await new MemoryStream(new byte[1000]).CopyToAsync(download, TestContext.Current.CancellationToken);

        Assert.Equal(1000, download.Length);
    }

    [Fact]
    public async Task CopyTo_OneByteMore_IsRefused()
    {
        await using var download = new BoundedDownload(maxBytes: 1000);

        await Assert.ThrowsAsync<IOException>(() => new MemoryStream(new byte[1001]).CopyToAsync(download, TestContext.Current.CancellationToken));
        Assert.Throws<IOException>(() => download.Write(new byte[1001]));
    }
}
