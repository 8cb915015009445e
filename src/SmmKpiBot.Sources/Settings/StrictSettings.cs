using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SmmKpiBot.Sources.Settings;

/// <summary>Settings of which a misspelt key or a value of the wrong kind is an error and not silently left out.</summary>
public static class StrictSettings
{
    /// <summary>The options of a network, checked when the program starts.</summary>
    /// <param name="section">Its whole name: <c>Networks:YouTube</c>.</param>
    public static OptionsBuilder<T> AddNetworkOptions<T>(this IServiceCollection services, string section)
        where T : class =>
        services.AddOptions<T>().Configure<IConfiguration>((options, configuration) => Bind(configuration, section, options)).ValidateDataAnnotations().ValidateOnStart();

    /// <exception cref="OptionsValidationException">Something stands there that must not; says what, in words for people.</exception>
    public static void Bind<T>(IConfiguration configuration, string section, T options)
        where T : class
    {
        try
        {
            configuration.GetSection(section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException exception)
        {
            throw new OptionsValidationException(section, typeof(T), [BindingError.Describe(section, Innermost(exception).Message)]);
        }
    }

    /// <summary>The binder names the setting and its value in the innermost exception.</summary>
    private static InvalidOperationException Innermost(InvalidOperationException exception) =>
        exception.InnerException is InvalidOperationException inner ? Innermost(inner) : exception;
}
