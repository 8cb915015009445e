using Microsoft.Extensions.Options;

namespace SmmKpiBot.Bot.Settings;

/// <summary>Binds a section so that a misspelt key or a value of the wrong kind is an error and not silently left out.</summary>
internal static class StrictBinding
{
    public static OptionsBuilder<T> BindStrictly<T>(this OptionsBuilder<T> options, string section)
        where T : class => options.BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true);
}
