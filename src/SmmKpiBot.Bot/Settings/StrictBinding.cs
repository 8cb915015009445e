using Microsoft.Extensions.Options;
using SmmKpiBot.Sources.Settings;

namespace SmmKpiBot.Bot.Settings;

/// <summary>Binds a section so that a misspelt key or a value of the wrong kind is an error and not silently left out.</summary>
internal static class StrictBinding
{
    public static OptionsBuilder<T> BindStrictly<T>(this OptionsBuilder<T> options, string section)
        where T : class => options.Configure<IConfiguration>((value, configuration) => StrictSettings.Bind(configuration, section, value));
}
