using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Database;

namespace SmmKpiBot.IntegrationTests.Collecting.Toy;

public sealed class ToyContractSqliteTests(PostgresServer server) : ToyContractTests(Dialect.Sqlite, server);

public sealed class ToyContractPostgresTests(PostgresServer server) : ToyContractTests(Dialect.Postgres, server);

public abstract class ToyContractTests(Dialect dialect, PostgresServer server) : NetworkContract(dialect, server)
{
    protected override async Task<NetworkRig> CreateRigAsync(FakeTimeProvider clock) => await ToyRig.StartAsync(clock);
}
