using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;

namespace SmmKpiBot.Benchmarks.Import;

/// <summary>A new database with one client and one account in a folder of its own.</summary>
internal sealed class ImportStore : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("smmkpibot-bench-").FullName;

    private ImportStore()
    {
        FilePath = Path.Combine(_folder, "bench.db");
        Database = new Data.Database.Database(Options.Create(new DatabaseOptions { ConnectionString = $"Data Source={FilePath}" }));
        Batches = new FactBatchStore(Database, TimeProvider.System);
    }

    public string FilePath { get; }

    public Data.Database.Database Database { get; }

    public FactBatchStore Batches { get; }

    public Client Client { get; private set; } = null!;

    public Account Account { get; private set; } = null!;

    public static async Task<ImportStore> CreateAsync(CancellationToken cancellationToken)
    {
        var store = new ImportStore();
        await store.Database.MigrateAsync(cancellationToken);
        store.Client = await new ClientStore(store.Database, new ClientDefaults("Europe/Kyiv", "uk")).AddAsync("acme", "Acme", [], cancellationToken);
        store.Account = await new AccountStore(store.Database).AddAsync(store.Client.Id, "facebook", "page", null, cancellationToken)
            ?? throw new InvalidOperationException("The account is new.");
        return store;
    }

    public async Task<(long Rows, long Sum)> SumAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={FilePath};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*), total(value) from metric_point";
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), (long)reader.GetDouble(1));
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
