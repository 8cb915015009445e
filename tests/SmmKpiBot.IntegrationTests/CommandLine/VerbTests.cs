using System.Text;
using System.Text.Json;
using Dapper;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.CommandLine;

public sealed class VerbTests : IDisposable
{
    private const string Metrics = "date,metric,value,dimension\n2026-11-02,views,100,\n2026-11-03,views,200,\n";

    private readonly BotProcess _bot = new();

    [Fact]
    public async Task ClientVerbs_FromAddToList_ShowWhatWasSet()
    {
        var added = await _bot.DoneAsync("client", "add", "acme", "--name", "Acme", "zone=Europe/Kyiv", "currency=uah");
        await _bot.DoneAsync("client", "set", "acme", "goal=traffic", "hours=mon-fri 09:00-17:00");
        var shown = await _bot.DoneAsync("client", "show", "acme", "--format", "json");
        var list = await _bot.DoneAsync("--format", "json", "client", "list");

        Assert.StartsWith("acme: Acme", added.Output, StringComparison.Ordinal);
        Assert.Equal("traffic", shown.Json.GetProperty("keys").GetProperty("goal").GetString());
        Assert.Equal("UAH", shown.Json.GetProperty("keys").GetProperty("currency").GetString());
        Assert.Equal("acme", Assert.Single(list.Json.EnumerateArray()).GetProperty("slug").GetString());
        Assert.Empty(list.Error);
    }

    /// <summary>Names come from networks and from people: on a terminal they are shown, and JSON gives them back as they are.</summary>
    [Fact]
    public async Task ClientKeys_EveryKey_IsExplainedAndNamedInTheHelp()
    {
        var text = (await _bot.SayAsync("client", "keys")).Output;
        var json = (await _bot.SayAsync("client", "keys", "--format", "json")).Json;
        var help = (await _bot.SayAsync("client", "set", "--help")).Output;

        Assert.Contains("client keys", help, StringComparison.Ordinal);
        foreach (var key in ClientKeys.All)
        {
            Assert.Contains($"{key.Key}\n  {key.Meaning}\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
            Assert.Contains(json.EnumerateArray(), one => one.GetProperty("key").GetString() == key.Key && one.GetProperty("example").GetString() == key.Example);
            Assert.Contains(" " + key.Key, help, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Doctor_AnAccountWithoutFiguresOfANetworkThatIsOn_SaysHowToConnectIt()
    {
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme");
        await _bot.SayAsync("account", "add", "acme", "youtube", "main");

        var off = (await _bot.SayAsync("doctor")).Output;
        var on = (await _bot.SayAsync("--Networks:YouTube:ApiBaseUrl", "https://youtube.googleapis.com", "doctor")).Output;

        Assert.Contains("import FILE --client acme --account youtube/main", off, StringComparison.Ordinal);
        Assert.DoesNotContain("account connect acme youtube/main", off, StringComparison.Ordinal);
        Assert.Contains("import FILE --client acme --account youtube/main, or let the bot collect it: account connect acme youtube/main (in the chat /connect)", on, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyVerb_OfANameThatTurnsTheTerminal_ShowsItsSigns_AndJsonKeepsThem()
    {
        const string name = "Ac\u001b]0;owned\u0007me \u202egnp";
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme", "zone=Europe/Kyiv");
        await RenameAsync(name);

        var text = await _bot.SayAsync("client", "list");
        var json = await _bot.SayAsync("client", "list", "--format", "json");

        Assert.Contains("Ac\\u001b]0;owned\\u0007me \\u202egnp", text.Output, StringComparison.Ordinal);
        Assert.All([text.Output, json.Output], said => Assert.DoesNotContain(said, letter => letter is not ('\n' or '\r') && (char.IsControl(letter) || letter == '\u202e')));
        Assert.Equal(name, json.Json[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task ImportAndKpi_AFileOfViews_GiveTheirSum()
    {
        await AddAccountAsync();
        var file = _bot.WriteFile("views.csv", Metrics);

        var imported = await _bot.DoneAsync("import", file, "--client", "acme", "--account", "instagram/main", "--format", "json");
        var again = await _bot.DoneAsync("import", file, "--client", "acme", "--account", "instagram/main");
        var kpi = await _bot.DoneAsync("kpi", "acme", "--period", "2026-11-02..2026-11-03", "--kpi", "reach.views", "--format", "json", "--as-of", "2026-11-23");

        var result = Assert.Single(imported.Json.EnumerateArray());
        Assert.Equal("imported", result.GetProperty("outcome").GetString());
        var id = result.GetProperty("id").GetRawText();
        Assert.Contains($"imported before, as {id} at ", again.Output, StringComparison.Ordinal);
        Assert.Contains($"nothing was stored; to read it otherwise: import undo {id}, then import again.", again.Output, StringComparison.Ordinal);
        var views = Assert.Single(kpi.Json.GetProperty("kpis").EnumerateArray());
        Assert.Equal(300, views.GetProperty("value").GetDecimal());
        var listed = Assert.Single((await _bot.DoneAsync("import", "list", "acme", "--format", "json")).Json.EnumerateArray());
        Assert.Equal(result.GetProperty("id").GetInt64(), listed.GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task ImportUndo_AnImport_TakesItsFiguresBackOnce()
    {
        await AddAccountAsync();
        var file = _bot.WriteFile("views.csv", Metrics);
        var imported = await _bot.DoneAsync("import", file, "--client", "acme", "--account", "instagram/main", "--format", "json");
        var id = imported.Json[0].GetProperty("id").GetRawText();

        await _bot.DoneAsync("import", "undo", id);
        var again = await _bot.RunAsync("import", "undo", id);
        var kpi = await _bot.DoneAsync("kpi", "acme", "--period", "2026-11-02..2026-11-03", "--kpi", "reach.views", "--format", "json");

        Assert.Equal(2, again.ExitCode);
        Assert.Equal(JsonValueKind.Null, kpi.Json.GetProperty("kpis")[0].GetProperty("value").ValueKind);
    }

    [Fact]
    public async Task Import_BadCell_IsExit3AndNamesFileLineColumnAndValue()
    {
        await AddAccountAsync();
        var file = _bot.WriteFile("bad.csv", "published_at,post_id,reach\n2026-11-03T10:00,b1,400\n2026-11-03T10:00,b2,many\n");

        var run = await _bot.RunAsync("import", file, "--client", "acme", "--account", "instagram/main");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("bad.csv line 3, column reach, 'many': expected a whole number", run.Error, StringComparison.Ordinal);
        Assert.Equal("[]", (await _bot.DoneAsync("import", "list", "acme", "--format", "json")).Output.Trim());
    }

    [Fact]
    public async Task Import_FilesOfWhichALaterOneCannotBeRead_SaysWhatBecameOfTheOthers()
    {
        await AddAccountAsync();
        var (good, held, last) = (_bot.WriteFile("good.csv", Metrics), _bot.WriteFile("held.csv", Metrics), _bot.WriteFile("last.csv", Metrics));
        await using var holding = new FileStream(held, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var run = await _bot.RunAsync("import", good, held, last, "--client", "acme", "--account", "instagram/main", "--format", "json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal([("good.csv", "imported"), ("last.csv", "already-imported")], run.Json.EnumerateArray().Select(result => (result.GetProperty("file").GetString(), result.GetProperty("outcome").GetString())));
        Assert.Contains("held.csv: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing of it was stored", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_StandardInputAndDryRun_StoreNothing()
    {
        await AddAccountAsync();
        using var process = _bot.Start("import", "-", "--client", "acme", "--account", "instagram/main", "--dry-run", "--format", "json");
        await process.StandardInput.WriteAsync(Metrics);
        process.StandardInput.Close();
        var run = await BotProcess.EndAsync(process);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("checked", run.Json[0].GetProperty("outcome").GetString());
        Assert.Equal("[]", (await _bot.DoneAsync("import", "list", "acme", "--format", "json")).Output.Trim());
    }

    [Theory]
    [InlineData("metrics")]
    [InlineData("posts")]
    [InlineData("messages")]
    [InlineData("ads")]
    [InlineData("traffic")]
    [InlineData("conflicts")]
    public async Task ImportTemplate_OfALayout_CanBeImportedAsItIs(string layout)
    {
        await AddAccountAsync();
        var file = _bot.WriteFile(layout + ".csv", (await _bot.DoneAsync("import", "template", layout)).Output);

        var run = await _bot.DoneAsync("import", file, "--client", "acme", "--account", "instagram/main", "--format", "json");

        Assert.Equal(layout, run.Json[0].GetProperty("layout").GetString());
    }

    [Fact]
    public async Task Digest_Out_WritesTextPicturesAndWorkbook()
    {
        await AddAccountAsync();

        var run = await _bot.DoneAsync("digest", "acme", "--period", "2026-11-02..2026-11-15", "--out", _bot.PathOf("out"), "--format", "json");

        var files = run.Json.GetProperty("files").EnumerateArray().Select(file => file.GetString()!).ToList();
        Assert.Equal([".png", ".png", ".txt", ".xlsx"], files.Select(Path.GetExtension).Order());
        Assert.All(files, file => Assert.True(new FileInfo(file).Length > 0));
    }

    [Fact]
    public async Task ClientRemove_WithoutYes_SaysWhatWouldGoAndRemovesNothing()
    {
        await AddAccountAsync();

        var run = await _bot.RunAsync("client", "remove", "acme", "--export", _bot.PathOf("acme.zip"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("instagram/main", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_bot.PathOf("acme.zip")));
        await _bot.DoneAsync("client", "show", "acme");
    }

    [Fact]
    public async Task ClientRemove_WithYes_ExportsForTheOwnerOnlyAndErases()
    {
        await AddAccountAsync();

        await _bot.DoneAsync("client", "remove", "acme", "--export", _bot.PathOf("acme.zip"), "--yes");

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_bot.PathOf("acme.zip")));
        }

        Assert.Equal(2, (await _bot.RunAsync("kpi", "acme")).ExitCode);
    }

    [Fact]
    public async Task BackupAndRestore_BringTheDatabaseBack()
    {
        await AddAccountAsync();
        await _bot.DoneAsync("backup", _bot.PathOf("b.db"));
        await _bot.DoneAsync("client", "add", "later", "--name", "Later");

        var refused = await _bot.RunAsync("restore", _bot.WriteFile("damaged.db", "no database"), "--force");
        await _bot.DoneAsync("restore", _bot.PathOf("b.db"), "--force");

        Assert.NotEqual(0, refused.ExitCode);
        await _bot.DoneAsync("client", "show", "acme");
        Assert.Equal(2, (await _bot.RunAsync("client", "show", "later")).ExitCode);
    }

    [Fact]
    public async Task ChatInvite_ForEveryRole_GivesACodeOnce()
    {
        await AddAccountAsync();

        var client = await _bot.DoneAsync("chat", "invite", "--client", "acme", "--format", "json");
        var staff = await _bot.DoneAsync("chat", "invite", "--staff", "--client", "acme", "--format", "json");
        var owner = await _bot.DoneAsync("chat", "invite", "--owner", "--format", "json");

        Assert.Equal(["client", "staff", "owner"], new[] { client, staff, owner }.Select(run => run.Json.GetProperty("for").GetString()));
        Assert.Equal(3, new[] { client, staff, owner }.Select(run => run.Json.GetProperty("code").GetString()).Distinct().Count());
        Assert.Equal(2, (await _bot.RunAsync("chat", "invite")).ExitCode);
    }

    [Fact]
    public async Task ClientImport_OneBadRow_StoresNone()
    {
        var bad = _bot.WriteFile("bad.csv", "slug,name,zone,plan.reach.view\nacme,Acme,Europe/Kyiv,\ncafe,Café,Mars/Base,\nThe Bar,Bar,,\nacme,Again,,100/month\n");
        var good = _bot.WriteFile("good.csv", "slug,name,zone,goal\nacme,Acme,Europe/Kyiv,\ncafe,Café,,traffic\n");

        var refused = await _bot.RunAsync("client", "import", bad);
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("line 3, column zone", refused.Error, StringComparison.Ordinal);
        Assert.Contains("line 4, column slug", refused.Error, StringComparison.Ordinal);
        Assert.Contains("line 5, column plan.reach.view", refused.Error, StringComparison.Ordinal);
        Assert.Contains("line 5, column slug", refused.Error, StringComparison.Ordinal);
        Assert.Equal("[]", (await _bot.DoneAsync("client", "list", "--format", "json")).Output.Trim());

        var added = await _bot.DoneAsync("client", "import", good, "--format", "json");
        Assert.Equal(2, added.Json.GetProperty("added").GetArrayLength());
        Assert.Equal(2, (await _bot.DoneAsync("client", "import", good, "--format", "json")).Json.GetProperty("changed").GetArrayLength());
    }

    [Theory]
    [InlineData("windows-1251")]
    [InlineData("utf-16")]
    [InlineData("utf-8")]
    public async Task ClientImport_InAnyEncoding_KeepsTheNames(string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var file = _bot.PathOf("clients.csv");
        await File.WriteAllTextAsync(file, "slug,name\nkaviarnia,Кав’ярня «Їжак»\n", Encoding.GetEncoding(encoding), TestContext.Current.CancellationToken);

        await _bot.SayAsync("client", "import", file);

        Assert.Equal("Кав’ярня «Їжак»", (await _bot.SayAsync("client", "show", "kaviarnia", "--format", "json")).Json.GetProperty("name").GetString());
    }

    [Fact]
    public async Task ClientImport_OfDamagedText_StoresNothing()
    {
        var file = _bot.PathOf("clients.csv");
        await File.WriteAllBytesAsync(file, [.. Encoding.UTF8.GetBytes("slug,name\nkaviarnia,Кав’ярня «Їжак», що на розі двох найстаріших вулиць міста\ncafe,"), 0xFF, (byte)'\n'], TestContext.Current.CancellationToken);

        var run = await _bot.SayAsync("client", "import", file);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("damaged", run.Error, StringComparison.Ordinal);
        Assert.Equal("[]", (await _bot.SayAsync("client", "list", "--format", "json")).Output.Trim());
    }

    [Theory]
    [InlineData("12:00")]
    [InlineData("03/04/2026")]
    [InlineData("2026-11-16T07:00 UTC")]
    [InlineData("16.11.2026 07:00")]
    public async Task Kpi_KnownByInAnotherForm_IsRefused(string instant)
    {
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme");

        var run = await _bot.SayAsync("kpi", "acme", "--known-by", instant);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--known-by takes an instant such as", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-16T07:00Z")]
    [InlineData("2026-11-16T07:00")]
    [InlineData("2026-11-16")]
    [InlineData("2026-11-16 07:00:30")]
    [InlineData("2026-11-16T09:00:00+02:00")]
    [InlineData("2026-11-16T07:00:00.123456Z")]
    public async Task Kpi_KnownByInIsoForm_IsTaken(string instant)
    {
        await _bot.SayAsync("client", "add", "acme", "--name", "Acme");

        Assert.Equal(0, (await _bot.SayAsync("kpi", "acme", "--known-by", instant)).ExitCode);
    }

    [Theory]
    [InlineData("slug,name\nfirst,First\nBad_Slug,Second\n")]
    [InlineData("slug,name\nfirst,First\nfirst,Again\n")]
    public async Task ClientImport_ARowThatCannotBeStored_StoresNoneOfTheOthers(string text)
    {
        var file = _bot.WriteFile("clients.csv", text);

        var run = await _bot.RunAsync("client", "import", file);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal("[]", (await _bot.DoneAsync("client", "list", "--format", "json")).Output.Trim());
    }

    [Fact]
    public async Task Backup_OntoAnEarlierOne_ReplacesItAndOntoAnyOtherFile_IsRefused()
    {
        var notes = _bot.WriteFile("notes.txt", "dear to me");
        _bot.WriteFile("empty.db", "");
        await _bot.DoneAsync("backup", _bot.PathOf("b.db"));
        var first = await File.ReadAllBytesAsync(_bot.PathOf("b.db"), TestContext.Current.CancellationToken);
        await _bot.DoneAsync("client", "add", "acme", "--name", "Acme");

        await _bot.DoneAsync("backup", _bot.PathOf("b.db"));
        await _bot.DoneAsync("backup", _bot.PathOf("empty.db"));
        var ontoNotes = await _bot.RunAsync("backup", notes);

        Assert.NotEqual(first, await File.ReadAllBytesAsync(_bot.PathOf("b.db"), TestContext.Current.CancellationToken));
        Assert.Equal(2, ontoNotes.ExitCode);
        Assert.Contains("no backup of this program", ontoNotes.Error, StringComparison.Ordinal);
        Assert.Equal("dear to me", await File.ReadAllTextAsync(notes, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Backup_WhereNothingCanBeWritten_NamesTheFileThatWasAskedFor()
    {
        var run = await _bot.RunAsync("backup", "/nowhere/at/all.db");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("/nowhere/at/all.db cannot be written: its folder does not exist.", run.Error.Trim());
    }

    [Fact]
    public async Task Backup_OntoTheDatabaseItself_IsRefused()
    {
        await _bot.DoneAsync("client", "add", "acme", "--name", "Acme");

        var run = await _bot.RunAsync("backup", _bot.PathOf("data/../data/smmkpibot.db"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is the database itself", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _bot.Dispose();

    /// <summary>As no verb would let it.</summary>
    private async Task RenameAsync(string name)
    {
        var options = Microsoft.Extensions.Options.Options.Create(new DatabaseOptions { ConnectionString = $"Data Source={_bot.PathOf("bot.db")}" });
        await using var database = new Data.Database.Database(options);
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync("UPDATE client SET name = @name", new { name }, transaction), TestContext.Current.CancellationToken);
    }

    private async Task AddAccountAsync()
    {
        await _bot.DoneAsync("client", "add", "acme", "--name", "Acme", "zone=Europe/Kyiv");
        await _bot.DoneAsync("account", "add", "acme", "instagram", "main");
    }
}
