using Microsoft.Extensions.Options;

namespace SmmKpiBot.Bot.Settings;

/// <summary>Binds a section so that a misspelt key or a value of the wrong kind is an error and not silently left out.</summary>
internal static class StrictBinding
{
    public static OptionsBuilder<T> BindStrictly<T>(this OptionsBuilder<T> options, string section)
        where T : class => options.Configure<IConfiguration>((value, configuration) =>
        {
            try
            {
                configuration.GetSection(section).Bind(value, binder => binder.ErrorOnUnknownConfiguration = true);
            }
            catch (InvalidOperationException exception)
            {
                throw new OptionsValidationException(section, typeof(T), [BindingError.Describe(section, Innermost(exception).Message)]);
            }
        });

    /// <summary>The binder names the setting and its value in the innermost exception.</summary>
    private static InvalidOperationException Innermost(InvalidOperationException exception) =>
        exception.InnerException is InvalidOperationException inner ? Innermost(inner) : exception;
}
