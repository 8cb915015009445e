using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>Our own layout of conflicts with customers.</summary>
internal sealed class ConflictsLayout : Layout
{
    private static readonly ColumnSpec Conversation = ColumnSpec.Key("conversation", ColumnType.Id, "conversation id", "розмова", "диалог");
    private static readonly ColumnSpec OpenedAt = ColumnSpec.Key("opened_at", ColumnType.MomentOrDay, "opened", "відкрито", "открыт");
    private static readonly ColumnSpec ResolvedAt = new("resolved_at", ColumnType.MomentOrDay, "resolved", "вирішено", "решён");

    public override string Name => "conflicts";

    public override IReadOnlyList<ColumnSpec> Columns { get; } = [Conversation, OpenedAt, ResolvedAt];

    public override IRowMapper MapperFor(TableContext table) => new Mapper(table);

    private sealed class Mapper(TableContext table) : IRowMapper
    {
        private readonly TableContext _table = table;
        private readonly BoundColumn _conversation = table.Header[Conversation];
        private readonly BoundColumn _openedAt = table.Header[OpenedAt];
        private readonly BoundColumn _resolvedAt = table.Header[ResolvedAt];

        public void Map(RowValues row, List<object> facts)
        {
            var conversation = row.Text(_conversation);
            var openedAt = row.Instant(_openedAt);
            var resolvedAt = row.Instant(_resolvedAt);
            if (resolvedAt < openedAt)
                row.Fail(_resolvedAt, new Wording("час вирішення не може бути раніше за відкриття конфлікту", "a time not before the conflict was opened"));
            if (conversation is not null && openedAt is { } opened)
                facts.Add(new Conflict(_table.AccountId, conversation, opened, resolvedAt, _table.ObservedAt));
        }
    }
}
