using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Sources.Import.Files;
using SmmKpiBot.Sources.Import.Layouts;
using SmmKpiBot.Sources.Import.Tables;

namespace SmmKpiBot.Sources.Import;

/// <summary>Reads files of figures into the store: one file is one batch, whole or not at all.</summary>
public sealed class Importer(FactBatchStore batches, AuthorHasher authors, TimeProvider timeProvider)
{
    private readonly FactBatchStore _batches = batches;
    private readonly AuthorHasher _authors = authors;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Imports one file. Bad content is a result, not an exception; a file that cannot be opened is an <see cref="IOException"/>.</summary>
    /// <exception cref="ArgumentException">The layout has an unknown name.</exception>
    public async Task<ImportResult> ImportAsync(ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var layouts = LayoutsFor(request.Layout);
        try
        {
            using var file = await SpooledFile.OpenAsync(request, cancellationToken);
            var opened = OpenedFile.Of(file, request, layouts);
            var hash = await ContentHash.OfAsync(file, request.Account.Id, opened.Layout, cancellationToken);
            if (await _batches.FindByHashAsync(hash, cancellationToken) is { } earlier)
                return AlreadyImported(earlier, opened);
            var run = new ImportRun(request, opened, _authors, _timeProvider.GetUtcNow(), progress, cancellationToken);
            return run.Survey() ? await StoreAsync(run, opened, hash, cancellationToken) : run.Refused();
        }
        catch (TableException refusal)
        {
            return Refused(request, refusal);
        }
    }

    private async Task<ImportResult> StoreAsync(ImportRun run, OpenedFile opened, string hash, CancellationToken cancellationToken)
    {
        try
        {
            await using var writer = await _batches.BeginAsync(run.NewBatch(hash), cancellationToken);
            return await run.StoreAsync(writer);
        }
        catch (RepeatedBatchException repeated) when (repeated.First is not null)
        {
            // Somebody else finished the same file while this one was read.
            return AlreadyImported(repeated.First, opened);
        }
    }

    private static IReadOnlyList<Layout> LayoutsFor(string? name)
    {
        if (name is null)
            return LayoutCatalogue.All;
        return LayoutCatalogue.Named(name) is { Count: > 0 } named
            ? named
            : throw new ArgumentException($"There is no layout \"{name}\"; known are {string.Join(", ", ImportLayouts.Names)}.", nameof(name));
    }

    private static ImportResult AlreadyImported(FactBatch earlier, OpenedFile opened) => new()
    {
        Outcome = ImportOutcome.AlreadyImported,
        BatchId = earlier.Id,
        ImportedAt = earlier.ObservedAt,
        Layout = opened.Layout,
        Rows = earlier.Rows,
    };

    private static ImportResult Refused(ImportRequest request, TableException refusal)
    {
        var badCells = new BadCells();
        badCells.Add(refusal.Table ?? request.FileName, refusal.Line, refusal.Column, refusal.Value, refusal.Expected);
        return new ImportResult { Outcome = ImportOutcome.Refused, BadCells = badCells.First, BadCellCount = badCells.Count };
    }
}
