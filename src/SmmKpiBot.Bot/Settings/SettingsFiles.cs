using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Bot.Web;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Sources.Chatwoot;
using SmmKpiBot.Sources.NationalBank;

namespace SmmKpiBot.Bot.Settings;

/// <summary>Where settings come from, the later winning: <c>appsettings.json</c> in the working directory (optional, comments allowed), environment, command line.</summary>
internal static class SettingsFiles
{
    public const string FileName = "appsettings.json";

    private const string Networks = "Networks";

    private static readonly string[] Known =
    [
        TelegramOptions.Section, DatabaseOptions.Section, AgencyOptions.Section, DeliveryOptions.Section, ScheduleOptions.Section, WaitsOptions.Section, AlertsOptions.Section, CollectingOptions.Section, NationalBankOptions.Section, SecurityOptions.Section, WebOptions.Section, Networks, "Logging", "urls",
    ];

    private static readonly string[] KnownNetworks = [.. FoundNetworks.All.Select(network => $"{Networks}:{network.Section}").Append(ChatwootOptions.Section).Order(StringComparer.Ordinal)];

    public static IConfigurationRoot Load(string[] arguments)
    {
        var builder = new ConfigurationBuilder().SetBasePath(Directory.GetCurrentDirectory());
        Add(builder, arguments);
        return builder.Build();
    }

    public static void Add(IConfigurationBuilder builder, string[] arguments)
    {
        builder.AddJsonFile(FileName, optional: true, reloadOnChange: false);
        RefuseUnknownSections(builder, arguments);
        builder.AddEnvironmentVariables().AddCommandLine(arguments);
    }

    /// <summary>In the file and on the command line; the environment holds more than settings of this program.</summary>
    private static void RefuseUnknownSections(IConfigurationBuilder builder, string[] arguments)
    {
        var own = new ConfigurationBuilder().SetFileProvider(builder.GetFileProvider()).AddCommandLine(arguments);
        foreach (var file in builder.Sources.OfType<JsonConfigurationSource>())
        {
            own.Add(file);
        }

        var settings = own.Build();
        RefuseUnknown(settings.GetChildren().Select(section => section.Key), Known, Known[..^1]);
        RefuseUnknown(settings.GetSection(Networks).GetChildren().Select(section => section.Path), KnownNetworks, KnownNetworks);
    }

    private static void RefuseUnknown(IEnumerable<string> sections, string[] known, string[] shown)
    {
        var unknown = sections.Where(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase)).ToArray();
        if (unknown.Length > 0)
        {
            throw new OptionsValidationException(
                FileName, typeof(IConfiguration), [$"There is no section {string.Join(" and no section ", unknown)}; sections are {string.Join(", ", shown)}."]);
        }
    }
}
