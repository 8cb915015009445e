using SmmKpiBot.IntegrationTests.Canary;
using Xunit;

namespace SmmKpiBot.IntegrationTests.CommandLine;

public sealed class StartTests : IDisposable
{
    private readonly BotProcess _bot = new();

    [Theory]
    [InlineData("--Database:Provider oracle client list", "Database:Provider")]
    [InlineData("--Database:Providr sqlite client list", "Providr")]
    [InlineData("--Databse:Provider sqlite client list", "Databse")]
    [InlineData("--Database:ConnectionString garbage client list", "Database:ConnectionString")]
    [InlineData("--Agency:TimeZone Mars/Base client list", "Agency:TimeZone")]
    [InlineData("--Agency:Language fr client list", "Agency:Language")]
    [InlineData("run", "Telegram:Token")]
    [InlineData("run --Telegram:Token 12345", "Telegram:Token")]
    [InlineData("run --Telegram:Token TOKEN --Telegram:Mode pigeon", "Telegram:Mode")]
    [InlineData("run --Telegram:Token TOKEN --Telegram:Mode webhook", "Telegram:WebhookSecret")]
    [InlineData("run --Telegram:Token TOKEN --Telegram:ApiBaseUrl nowhere", "Telegram:ApiBaseUrl")]
    [InlineData("run --Telegram:Token TOKEN --Delivery:Concurrency 0", "Delivery:Concurrency")]
    [InlineData("run --Telegram:Token TOKEN --Telegram:Modus polling", "Modus")]
    [InlineData("run --Telegram:Token TOKEN --Delivery:PerSecnd 5", "PerSecnd")]
    [InlineData("run --Telegram:Token TOKEN --Delivery:PerSecond many", "Delivery:PerSecond")]
    [InlineData("run --Telegram:Token TOKEN --Schedule:Grace 30:00:00", "Schedule:Grace")]
    [InlineData("run --Telegram:Token TOKEN --Web:Listen nowhere", "Web:Listen")]
    [InlineData("run --Telegram:Token TOKEN --Web:Listen http://127.0.0.1:99999", "Web:Listen")]
    [InlineData("run --Telegram:Token TOKEN --urls nowhere", "--urls")]
    [InlineData("health --Web:Listen nowhere", "Web:Listen must be an address such as http://127.0.0.1:8080; 'nowhere' is none.")]
    [InlineData("health --Web:Listen http://127.0.0.1:99999", "Web:Listen")]
    [InlineData("health --urls nowhere", "--urls")]
    [InlineData("run --Telegram:TokenFile /proc/kallsyms", "Telegram:TokenFile")]
    [InlineData("run --Telegram:Token TOKEN --Security:KeyFile /proc/kallsyms", "Security:KeyFile")]
    [InlineData("run --Telegram:Token TOKEN --Web:PublicUrl http://x", "Web:PublicUrl")]
    [InlineData("run --Telegram:Token TOKEN --Agency:OwnerUserIds:0 -5", "Agency:OwnerUserIds")]
    [InlineData("run --Telegram:Token TOKEN --Agency:OwnerUserIds:0 me", "Agency:OwnerUserIds")]
    [InlineData("run --Telegram:Token TOKEN --Security:KeyFile /proc/version", "Security:KeyFile")]
    public async Task Start_WrongSetting_StopsWithItsFullName(string typed, string setting)
    {
        var run = await _bot.SayAsync(typed.Replace("TOKEN", CanaryToken.Value, StringComparison.Ordinal).Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(setting, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(CanaryToken.Secret, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("--Agency:OwnerUserIds abc", "Agency:OwnerUserIds must be a list of whole numbers (in the file [1, 2]; elsewhere Agency:OwnerUserIds:0, Agency:OwnerUserIds:1 …); 'abc' is not.")]
    [InlineData("--Agency:OwnerUserIds:0 abc", "Agency:OwnerUserIds:0 must be a whole number; 'abc' is not.")]
    [InlineData("--Delivery:PerSecond many", "Delivery:PerSecond must be a whole number; 'many' is not.")]
    [InlineData("--Schedule:Grace long", "Schedule:Grace must be a time such as 06:00:00; 'long' is not.")]
    [InlineData("--Security:KeepTexts perhaps", "Security:KeepTexts must be true or false; 'perhaps' is not.")]
    [InlineData("--Networks:YouTube:DailyUnits many", "Networks:YouTube:DailyUnits must be a whole number; 'many' is not.")]
    [InlineData("--Networks:GoogleAnalytics:ApiUrl x", "Networks:GoogleAnalytics has no setting 'ApiUrl': see appsettings.example.json for all there are.")]
    [InlineData("--Networks:YouTube:ApiBaseUrl http://example.com", "Networks:YouTube:ApiBaseUrl must be https and a host, such as https://www.googleapis.com (http only for a stand-in on this machine); 'http://example.com' is none.")]
    [InlineData("--Delivery:PerSecnd 5", "Delivery has no setting 'PerSecnd': see appsettings.example.json for all there are.")]
    public async Task Start_ValueOfTheWrongKind_IsToldInWords(string typed, string told)
    {
        var run = await _bot.SayAsync(["run", "--Telegram:Token", "123456:abcdefghijklmnopqrstuvwxyz", .. typed.Split(' ')]);

        Assert.Contains(told, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("SmmKpiBot.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/proc/x.db")]
    [InlineData("/proc/1/nothing/x.db")]
    public async Task Start_DatabaseWhereNothingCanBeWritten_NamesTheFileAndTheSetting(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /proc.");

        var run = await _bot.RunAsync("client", "list", "--Database:ConnectionString", $"Data Source={path}");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"{path} cannot be written. Let the program's user write to its folder, or name another file in Database:ConnectionString.", run.Error.Trim());
    }

    [Fact]
    public async Task ExampleSettings_AsAppsettings_AreAllowed()
    {
        File.Copy(Path.Combine(RepositoryRoot(), "appsettings.example.json"), _bot.PathOf("appsettings.json"));

        await _bot.DoneAsync("client", "list");
        var run = await _bot.RunAsync("run");

        Assert.Contains("Telegram:Token", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.Error.Trim().Split('\n').Length);
    }

    [Fact]
    public async Task Settings_UnknownSectionInTheFile_IsRefusedByName()
    {
        _bot.WriteFile("appsettings.json", """{ "Telegramm": { "Mode": "polling" } }""");

        var run = await _bot.RunAsync("client", "list");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no section Telegramm", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_UnknownNetworkInTheFile_IsRefusedByName()
    {
        _bot.WriteFile("appsettings.json", """{ "Networks": { "Chatwot": { "ApiBaseUrl": "https://app.chatwoot.com" } } }""");

        var run = await _bot.RunAsync("client", "list");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no section Networks:Chatwot; sections are Networks:Chatwoot", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_FileThatIsNoJson_IsNamedWithThePlace()
    {
        _bot.WriteFile("appsettings.json", """{ "Telegram": { bad""");

        var run = await _bot.RunAsync("client", "list");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("appsettings.json", run.Error, StringComparison.Ordinal);
        Assert.Contains("LineNumber: 0", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("report", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _bot.Dispose();

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SmmKpiBot.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
