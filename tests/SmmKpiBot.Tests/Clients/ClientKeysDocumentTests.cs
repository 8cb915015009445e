using System.Text;
using SmmKpiBot.Data.Clients;
using Xunit;

namespace SmmKpiBot.Tests.Clients;

/// <summary>Keeps docs/client-keys.md true: it is written from the keys that there are.</summary>
public sealed class ClientKeysDocumentTests
{
    private const string Head = """
        # Keys of a client

        What `client add` and `client set` take as `KEY=VALUE`, and `client import` as columns; `client keys` prints the same. `KEY=` with nothing behind it clears a key; a value with spaces
        stands in quotation marks, as do `;` and `&`: `client set acme "hours=mon-fri 09:00-18:00"`. One bad key refuses the whole line. This page is written from the list in
        `src/SmmKpiBot.Data/Clients/Keys` and a test keeps it equal to it: after a change, take the page that the failing test `ClientKeysDocumentTests` wrote.

        | key | what it is for | allowed | example |
        |---|---|---|---|

        """;

    [Fact]
    public void Document_InDocs_IsWhatTheKeysSay()
    {
        var expected = Write();
        var path = Path.Combine(RepositoryRoot(), "docs", "client-keys.md");
        var written = Path.Combine(AppContext.BaseDirectory, "client-keys.md");
        File.WriteAllText(written, expected);

        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == expected, $"docs/client-keys.md differs from the keys: copy {written} over it.");
    }

    [Fact]
    public void Example_OfEveryKey_IsAllowed() => Assert.All(ClientKeys.All, key =>
    {
        var (name, value) = (key.Example[..key.Example.IndexOf('=', StringComparison.Ordinal)], key.Example[(key.Example.IndexOf('=', StringComparison.Ordinal) + 1)..]);

        Assert.Equal(key.Key == ClientKeys.AnyPlan ? "plan.quality.purchases" : key.Key, name);
        Assert.NotEmpty(ClientKeys.Canonical(name, value));
        Assert.EndsWith(".", key.Meaning, StringComparison.Ordinal);
    });

    private static string Write()
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var key in ClientKeys.All)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{key.Key}` | {key.Meaning} | {key.Allowed} | `{key.Example}` |\n");
        return text.ToString();
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SmmKpiBot.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run inside the repository.");
    }
}
