using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Database;

namespace SmmKpiBot.IntegrationTests.Telegram.Channels;

public sealed class MembersContractSqliteTests(PostgresServer server) : MembersContractTests(Dialect.Sqlite, server);

public sealed class MembersContractPostgresTests(PostgresServer server) : MembersContractTests(Dialect.Postgres, server);

public abstract class MembersContractTests(Dialect dialect, PostgresServer server) : NetworkContract(dialect, server)
{
    protected override async Task<NetworkRig> CreateRigAsync(FakeTimeProvider clock) => await MembersRig.StartAsync(clock);
}
