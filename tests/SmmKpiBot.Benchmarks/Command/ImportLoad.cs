using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Benchmarks.Command;

/// <summary>One file after another for one of the clients that are asked for: each that is completed makes its kept answers void.</summary>
internal sealed class ImportLoad(IServiceProvider services)
{
    private const int RowsInAFile = 200_000;
    private const int DaysInAFile = 1_000;
    private const int RowsOfADay = RowsInAFile / DaysInAFile;

    private readonly ClientStore _clients = services.GetRequiredService<ClientStore>();
    private readonly AccountStore _accounts = services.GetRequiredService<AccountStore>();
    private readonly FactBatchStore _batches = services.GetRequiredService<FactBatchStore>();

    /// <summary>Rows that were stored.</summary>
    public long Rows { get; private set; }

    public long Files { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        var client = (await _clients.FindAsync("lion", CancellationToken.None))!;
        var account = (await _accounts.ListAsync(client.Id, CancellationToken.None))[0];
        while (!stop.IsCancellationRequested)
        {
            await ImportAsync(account.Id, stop);
        }
    }

    private async Task ImportAsync(long accountId, CancellationToken stop)
    {
        // Other days in each file, long ago, so that the table grows as it does in life and the answers stay what they are.
        var first = (int)Files * DaysInAFile;
        var now = TimeProvider.System.GetUtcNow();
        await using var writer = await _batches.BeginAsync(new NewBatch { AccountId = accountId, Origin = BatchOrigin.Import, ObservedAt = now }, CancellationToken.None);
        for (var row = 0; row < RowsInAFile && !stop.IsCancellationRequested; row++)
        {
            await writer.WriteAsync(new MetricPoint(accountId, MetricCatalogue.Audience, $"city:City{row % RowsOfADay}", DateOnly.FromDayNumber(first + (row / RowsOfADay)), row, now, now), CancellationToken.None);
            Rows++;
        }

        await writer.CompleteAsync(CancellationToken.None);
        Files++;
    }
}
