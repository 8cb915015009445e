using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Access;

/// <summary>Counts wrong codes per person: after five within an hour no code of theirs is looked at.</summary>
internal sealed class CodeGuesses(TimeProvider timeProvider)
{
    public const int Allowed = 5;

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly TimeProvider _timeProvider = timeProvider;

    private long WindowStart => UnixMicros.Of(_timeProvider.GetUtcNow() - Window);

    public async Task<bool> ExhaustedAsync(DbConnection connection, DbTransaction transaction, long userId)
    {
        const string sql = "SELECT tries FROM wrong_code WHERE user_id = @userId AND since > @start";
        return await connection.ExecuteScalarAsync<long?>(sql, new { userId, start = WindowStart }, transaction) >= Allowed;
    }

    public Task CountAsync(DbConnection connection, DbTransaction transaction, long userId)
    {
        const string sql = """
            INSERT INTO wrong_code (user_id, since, tries) VALUES (@userId, @now, 1)
            ON CONFLICT (user_id) DO UPDATE SET
                tries = CASE WHEN wrong_code.since > @start THEN wrong_code.tries + 1 ELSE 1 END,
                since = CASE WHEN wrong_code.since > @start THEN wrong_code.since ELSE @now END
            """;
        return connection.ExecuteAsync(sql, new { userId, now = UnixMicros.Of(_timeProvider.GetUtcNow()), start = WindowStart }, transaction);
    }
}
