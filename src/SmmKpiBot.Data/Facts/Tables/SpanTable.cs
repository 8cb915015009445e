using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Data.Facts.Tables;

/// <summary>Observed spans; the kind is stored once, as a small number.</summary>
internal static class SpanTable
{
    public static async Task StoreAsync(DbConnection connection, DbTransaction transaction, long batchId, IReadOnlyList<ObservedSpan> spans)
    {
        const string kind = "insert into fact_kind (name) values (@Kind) on conflict (name) do nothing";
        const string insert = """
            insert into observed_span (account_id, kind_id, to_day, from_day, batch_id)
            values (@AccountId, (select id from fact_kind where name = @Kind), @toDay, @fromDay, @batchId)
            on conflict (account_id, kind_id, to_day, from_day, batch_id) do nothing
            """;
        foreach (var name in spans.Select(span => span.Kind).Distinct())
            await connection.ExecuteAsync(kind, new { Kind = name }, transaction);
        foreach (var span in spans)
        {
            var row = new { span.AccountId, span.Kind, toDay = (long)span.ToDay.DayNumber, fromDay = (long)span.FromDay.DayNumber, batchId };
            await connection.ExecuteAsync(insert, row, transaction);
        }
    }
}
