using SmmKpiBot.Bot.CommandLine;
using Xunit;

namespace SmmKpiBot.Tests.CommandLine;

public sealed class SettingArgumentsTests
{
    [Theory]
    [InlineData("kpi acme --Database:ConnectionString x --period month", "--Database:ConnectionString=x", "kpi acme --period month")]
    [InlineData("--Agency:OwnerUserIds:0=5 run", "--Agency:OwnerUserIds:0=5", "run")]
    [InlineData("run --urls http://127.0.0.1:1", "--urls=http://127.0.0.1:1", "run")]
    [InlineData("client set acme zone=Europe/Kyiv", "", "client set acme zone=Europe/Kyiv")]
    [InlineData("import -- --Odd:Name", "", "import -- --Odd:Name")]
    public void Split_TakesSettingsOutWhereverTheyStand(string typed, string settings, string verb)
    {
        var split = SettingArguments.Split(typed.Split(' '));

        Assert.Equal(settings, string.Join(' ', split.Settings));
        Assert.Equal(verb, string.Join(' ', split.Verb));
    }

    [Fact]
    public void Split_ValueWithSpacesAndEqualSigns_StaysWhole() =>
        Assert.Equal(["--Database:ConnectionString=Data Source=a b.db"], SettingArguments.Split(["--Database:ConnectionString", "Data Source=a b.db"]).Settings);

    [Theory]
    [InlineData("kpi --Database:Provider")]
    [InlineData("--Database:Provider --Web:Listen x")]
    public void Split_SettingWithoutValue_SaysWhatToWrite(string typed)
    {
        var error = Assert.Throws<CommandLineException>(() => SettingArguments.Split(typed.Split(' ')));

        Assert.Equal(ExitCode.BadCommandLine, error.ExitCode);
        Assert.Contains("--Database:Provider VALUE", error.Message, StringComparison.Ordinal);
    }
}
