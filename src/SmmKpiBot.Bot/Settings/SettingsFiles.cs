namespace SmmKpiBot.Bot.Settings;

/// <summary>Where settings come from, the later winning: <c>appsettings.json</c> in the working directory (optional, comments allowed), environment, command line.</summary>
internal static class SettingsFiles
{
    public const string FileName = "appsettings.json";

    public static IConfigurationRoot Load(string[] arguments)
    {
        var builder = new ConfigurationBuilder().SetBasePath(Directory.GetCurrentDirectory());
        Add(builder, arguments);
        return builder.Build();
    }

    public static void Add(IConfigurationBuilder builder, string[] arguments) => builder
        .AddJsonFile(FileName, optional: true, reloadOnChange: false)
        .AddEnvironmentVariables()
        .AddCommandLine(arguments);
}
