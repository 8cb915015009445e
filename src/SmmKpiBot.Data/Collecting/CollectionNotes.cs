using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Collecting;

/// <summary>What a page had besides facts: records nobody could read, fields nobody knows, metrics the network refuses, remarks. All of it is bounded.</summary>
public sealed record PageNotes
{
    /// <summary>Metric and the network's word for why.</summary>
    public IReadOnlyList<(string Metric, string Reason)> Refused { get; init; } = [];

    /// <summary>Which record and what is wrong with it, and the record without texts, names and tokens.</summary>
    public IReadOnlyList<(string What, string Sample)> Bad { get; init; } = [];

    public IReadOnlyDictionary<string, int> UnknownFields { get; init; } = new Dictionary<string, int>();

    /// <summary>They hold as long as each complete reading of the stream says them again.</summary>
    public IReadOnlyList<Remark> Remarks { get; init; } = [];

    /// <summary>Those that no later reading says again: of history, or of something that happened.</summary>
    public IReadOnlyList<Remark> LastingRemarks { get; init; } = [];

    public bool IsNone => Refused.Count + Bad.Count + UnknownFields.Count + Remarks.Count + LastingRemarks.Count == 0;
}

/// <summary>A metric that a network refuses for an account.</summary>
public sealed record RefusedMetricNote
{
    public string Stream { get; init; } = "";

    public string Metric { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>As <see cref="UnixMicros"/>.</summary>
    public long RetryAt { get; init; }
}

/// <summary>A record that could not be read.</summary>
public sealed record QuarantinedRecord
{
    public string Stream { get; init; } = "";

    public string What { get; init; } = "";

    public string Sample { get; init; } = "";

    public long Times { get; init; }
}

/// <summary>Keeps notes of pages.</summary>
public sealed class CollectionNotes(Database.Database database)
{
    /// <summary>So many records are kept aside of a stream, so many fields and remarks of an account; older ones make room.</summary>
    public const int MostKept = 50;

    /// <summary>A refused metric is asked for again after this.</summary>
    public static readonly TimeSpan RetryRefused = TimeSpan.FromDays(7);

    /// <summary>A lasting remark goes away so long after it was said.</summary>
    private static readonly TimeSpan Lasting = TimeSpan.FromDays(30);

    private const int LongestText = 2_000;

    private readonly Database.Database _database = database;

    public static async Task AddAsync(DbConnection connection, DbTransaction transaction, long accountId, string stream, PageNotes notes, DateTimeOffset now)
    {
        if (notes.IsNone)
            return;
        var at = UnixMicros.Of(now);
        foreach (var (metric, reason) in notes.Refused)
            await connection.ExecuteAsync(Refuse, new { accountId, stream, metric, reason = Cut(reason), at, retryAt = UnixMicros.Of(now + RetryRefused) }, transaction);
        foreach (var (what, sample) in notes.Bad)
            await connection.ExecuteAsync(Quarantine, new { accountId, stream, what = Cut(what), sample = Cut(sample), at }, transaction);
        foreach (var (field, times) in notes.UnknownFields)
            await connection.ExecuteAsync(Field, new { accountId, field = Cut(field), times = (long)times, at }, transaction);
        foreach (var remark in notes.LastingRemarks.Distinct())
            await connection.ExecuteAsync(AddRemark, new { accountId, stream, remark = Cut(remark.En), uk = Cut(remark.Uk), lasts = 1L, at }, transaction);
        foreach (var remark in notes.Remarks.Distinct())
            await connection.ExecuteAsync(AddRemark, new { accountId, stream, remark = Cut(remark.En), uk = Cut(remark.Uk), lasts = 0L, at }, transaction);
        foreach (var sql in (string[])[TrimRecords, TrimFields, TrimRemarks])
            await connection.ExecuteAsync(sql, new { accountId, stream, MostKept = (long)MostKept }, transaction);
    }

    /// <summary>Metrics that were asked for again since and not refused any more.</summary>
    public static Task<int> ForgetRefusedAsync(DbConnection connection, DbTransaction transaction, long accountId, string stream, DateTimeOffset askedAt)
    {
        const string sql = "delete from refused_metric where account_id = @accountId and stream = @stream and retry_at <= @askedAt";
        return connection.ExecuteAsync(sql, new { accountId, stream, askedAt = UnixMicros.Of(askedAt) }, transaction);
    }

    /// <summary>Remarks that a complete reading, from its first page to its last, did not say again.</summary>
    /// <param name="askedAt">When it began.</param>
    public static Task<int> ForgetRemarksAsync(DbConnection connection, DbTransaction transaction, long accountId, string stream, DateTimeOffset askedAt)
    {
        const string sql = "delete from collection_remark where account_id = @accountId and stream = @stream and (last_at < @old or (lasts = 0 and last_at < @askedAt))";
        return connection.ExecuteAsync(sql, new { accountId, stream, askedAt = UnixMicros.Of(askedAt), old = UnixMicros.Of(askedAt - Lasting) }, transaction);
    }

    /// <summary>All notes of a stream that its network does not have any more.</summary>
    public static async Task RemoveAsync(DbConnection connection, DbTransaction transaction, long accountId, string stream)
    {
        foreach (var sql in (string[])[RemoveRefused, RemoveRecords, RemoveRemarks])
            await connection.ExecuteAsync(sql, new { accountId, stream }, transaction);
    }

    /// <summary>The metrics of an account that are refused, those to be asked for again included.</summary>
    public async Task<IReadOnlyList<RefusedMetricNote>> RefusedAsync(long accountId, CancellationToken cancellationToken)
    {
        const string sql = "select stream as Stream, metric as Metric, reason as Reason, retry_at as RetryAt from refused_metric where account_id = @accountId order by stream, metric";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<RefusedMetricNote>(new CommandDefinition(sql, new { accountId }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>Records kept aside, newest first.</summary>
    public async Task<IReadOnlyList<QuarantinedRecord>> QuarantineAsync(long accountId, CancellationToken cancellationToken)
    {
        const string sql = "select stream as Stream, what as What, sample as Sample, times as Times from quarantined_record where account_id = @accountId order by last_at desc, stream, what";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<QuarantinedRecord>(new CommandDefinition(sql, new { accountId }, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>The accounts of which anything is noted that limits their figures.</summary>
    public async Task<IReadOnlySet<long>> AccountsAsync(CancellationToken cancellationToken)
    {
        const string sql = "select account_id from collection_remark union select account_id from refused_metric union select account_id from quarantined_record";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<long>(new CommandDefinition(sql, cancellationToken: cancellationToken))).ToHashSet();
    }

    /// <summary>Fields nobody knows, with the number of times they were met.</summary>
    public async Task<IReadOnlyDictionary<string, long>> UnknownFieldsAsync(long accountId, CancellationToken cancellationToken)
    {
        const string sql = "select field as Name, times as Times from unknown_field where account_id = @accountId";
        await using var connection = await _database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<FieldRow>(new CommandDefinition(sql, new { accountId }, cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Name, row => row.Times);
    }

    /// <summary>What limits the figures of an account, as its source last said, the newest first.</summary>
    public async Task<IReadOnlyList<StreamRemark>> RemarksAsync(long accountId, CancellationToken cancellationToken)
    {
        const string sql = """
            select stream as Stream, remark as En, remark_uk as Uk, first_at as FirstAt from collection_remark where account_id = @accountId order by first_at desc, stream, remark
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<RemarkRow>(new CommandDefinition(sql, new { accountId }, cancellationToken: cancellationToken));
        return [.. rows.Select(row => new StreamRemark(row.Stream, new Remark(row.Uk, row.En), UnixMicros.ToInstant(row.FirstAt)))];
    }

    private const string Refuse = """
        insert into refused_metric (account_id, stream, metric, reason, refused_at, retry_at) values (@accountId, @stream, @metric, @reason, @at, @retryAt)
        on conflict (account_id, stream, metric) do update set reason = excluded.reason, refused_at = excluded.refused_at, retry_at = excluded.retry_at
        """;

    private const string Quarantine = """
        insert into quarantined_record (account_id, stream, what, sample, first_at, last_at, times) values (@accountId, @stream, @what, @sample, @at, @at, 1)
        on conflict (account_id, stream, what) do update set sample = excluded.sample, last_at = excluded.last_at, times = quarantined_record.times + 1
        """;

    private const string Field = """
        insert into unknown_field (account_id, field, times, last_at) values (@accountId, @field, @times, @at)
        on conflict (account_id, field) do update set times = unknown_field.times + excluded.times, last_at = excluded.last_at
        """;

    private const string AddRemark = """
        insert into collection_remark (account_id, stream, remark, remark_uk, lasts, first_at, last_at) values (@accountId, @stream, @remark, @uk, @lasts, @at, @at)
        on conflict (account_id, stream, remark) do update set remark_uk = excluded.remark_uk, lasts = excluded.lasts, last_at = excluded.last_at
        """;

    private const string RemoveRefused = "delete from refused_metric where account_id = @accountId and stream = @stream";

    private const string RemoveRecords = "delete from quarantined_record where account_id = @accountId and stream = @stream";

    private const string RemoveRemarks = "delete from collection_remark where account_id = @accountId and stream = @stream";

    private const string TrimRecords = """
        delete from quarantined_record where account_id = @accountId and stream = @stream and what not in (
            select what from quarantined_record where account_id = @accountId and stream = @stream order by last_at desc, what limit @MostKept)
        """;

    private const string TrimFields = """
        delete from unknown_field where account_id = @accountId and field not in (
            select field from unknown_field where account_id = @accountId order by last_at desc, field limit @MostKept)
        """;

    private const string TrimRemarks = """
        delete from collection_remark where account_id = @accountId and stream = @stream and remark not in (
            select remark from collection_remark where account_id = @accountId and stream = @stream order by last_at desc, remark limit @MostKept)
        """;

    private static string Cut(string text) => TextCut.To(text, LongestText);

    private sealed record RemarkRow
    {
        public string Stream { get; init; } = "";

        public string En { get; init; } = "";

        public string Uk { get; init; } = "";

        public long FirstAt { get; init; }
    }

    private sealed record FieldRow
    {
        public string Name { get; init; } = "";

        public long Times { get; init; }
    }
}
