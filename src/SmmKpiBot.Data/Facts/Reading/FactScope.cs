using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Clients.Keys;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Rates;

namespace SmmKpiBot.Data.Facts.Reading;

/// <summary>One snapshot of the store and what is to be read from it.</summary>
internal sealed record FactScope(DbConnection Connection, DbTransaction Snapshot, FactQuery Query, TimeZoneInfo DefaultZone, CancellationToken CancellationToken)
{
    /// <summary>The batches that are seen, and their part of the columns of a <see cref="Tables.StoredRow"/>.</summary>
    public const string Visible = "b.completed_at is not null and b.undone_at is null and b.observed_at <= @KnownBy";

    public const string BatchColumns = "b.origin as Origin, b.observed_at as ObservedAt";

    private long KnownBy => UnixMicros.Of(Query.KnownBy) ?? long.MaxValue;

    /// <summary>The parameters that all statements know.</summary>
    public object Parameters { get; } = new
    {
        Query.ClientId,
        FromDay = (long)Query.From.DayNumber,
        ToDay = (long)Query.To.DayNumber,
        // A client's day begins up to 14 hours before and ends up to 12 hours after the same day of UTC.
        PublishedFrom = UnixMicros.Of(new DateTimeOffset(Query.From.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)) - Hours(14),
        PublishedBefore = UnixMicros.Of(new DateTimeOffset(Query.To.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)) + Hours(24 + 12),
        Since = UnixMicros.Of(Query.ConversationsSince),
        KnownBy = UnixMicros.Of(Query.KnownBy) ?? long.MaxValue,
    };

    public async Task<List<T>> QueryAsync<T>(string sql) =>
        (await Connection.QueryAsync<T>(new CommandDefinition(sql, Parameters, Snapshot, cancellationToken: CancellationToken))).AsList();

    /// <summary>The zone of the client's days.</summary>
    public async Task<TimeZoneInfo> ZoneAsync()
    {
        const string sql = "select value from client_key where client_id = @ClientId and key = 'zone'";
        return (await QueryAsync<string>(sql)) is [var zone] ? SimpleTexts.Zone(zone) : DefaultZone;
    }

    public async Task<CurrencyRates> RatesAsync() =>
        new(await RateStore.ReadAsync(Connection, Snapshot, Query.From.AddDays(-CurrencyRates.LongestAgeDays), Query.To, KnownBy, CancellationToken));

    /// <summary>A command for reading many rows without a mapper.</summary>
    public DbCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
        command.Transaction = Snapshot;
        command.CommandText = sql;
        foreach (var (name, value) in ((string, long)[])[("ClientId", Query.ClientId), ("FromDay", Query.From.DayNumber), ("ToDay", Query.To.DayNumber), ("KnownBy", KnownBy), ("Since", UnixMicros.Of(Query.ConversationsSince))])
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static long Hours(int hours) => hours * TimeSpan.MicrosecondsPerHour;
}
