using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Facts;

namespace SmmKpiBot.Sources.Import;

/// <summary>Reads files of figures into the store: one file is one batch, whole or not at all.</summary>
public sealed class Importer(FactBatchStore batches, AuthorHasher authors, TimeProvider timeProvider)
{
    private readonly FactBatchStore _batches = batches;
    private readonly AuthorHasher _authors = authors;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Imports one file. Bad content is a result, not an exception; a file that cannot be opened is an <see cref="IOException"/>.</summary>
    public Task<ImportResult> ImportAsync(ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
