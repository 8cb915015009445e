using System.Text;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Sources.Import;
using SmmKpiBot.Sources.Import.Files;
using SmmKpiBot.Sources.Import.Layouts;
using SmmKpiBot.Sources.Import.Tables;
using Xunit;

namespace SmmKpiBot.Tests.Import;

/// <summary>What a file says, read as an import reads it, without a store.</summary>
internal sealed record Reading(string? Layout, IReadOnlyList<object> Facts, IReadOnlyList<BadCell> BadCells, IReadOnlyList<string> Unknown, IReadOnlyList<Wording> Warnings)
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    public static readonly TimeZoneInfo Kyiv = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv");

    public static ImportRequest Request { get; } = new()
    {
        Client = new Client { Id = 1, Slug = "acme", Name = "Acme", TimeZone = Kyiv, Language = "uk", Currency = "UAH" },
        Account = new Account { Id = 7, ClientId = 1, Network = "instagram", Name = "main" },
        FileName = "file.csv",
    };

    /// <summary>The fact of the only row.</summary>
    public T Only<T>() => Assert.IsType<T>(Assert.Single(Facts));

    public BadCell OnlyBad() => Assert.Single(BadCells);

    public static Task<Reading> Of(string text, ImportRequest? request = null) => Of(Encoding.UTF8.GetBytes(text), request);

    /// <param name="content">Not looked at where the request has a path.</param>
    public static async Task<Reading> Of(byte[] content, ImportRequest? request = null)
    {
        request ??= Request;
        var badCells = new BadCells();
        var facts = new List<object>();
        var reading = new FactReading(request, new AuthorHasher(new byte[32]), Now, badCells);
        OpenedFile? opened = null;
        try
        {
            using var file = await SpooledFile.OpenAsync(request.Path is null ? request with { Content = new MemoryStream(content) } : request, TestContext.Current.CancellationToken);
            opened = OpenedFile.Of(file, request, request.Layout is null ? LayoutCatalogue.All : LayoutCatalogue.Named(request.Layout));
            opened.BeginReading();
            foreach (var table in opened.Tables)
                reading.Survey(table, _ => { });
            opened.BeginReading();
            foreach (var table in opened.Tables.Where(_ => badCells.Count == 0).ToList())
            {
                foreach (var row in reading.RowsOf(table, _ => { }))
                    facts.AddRange(row.Facts);
            }
        }
        catch (TableException refusal)
        {
            badCells.Add(refusal.Table ?? request.FileName, refusal.Line, refusal.Column, refusal.Value, refusal.Expected);
        }

        var unknown = opened?.Tables.SelectMany(table => table.Header.Unknown).ToArray() ?? [];
        return new Reading(opened?.Layout, facts, badCells.First, unknown, [.. opened?.Warnings ?? [], .. reading.Warnings]);
    }
}
