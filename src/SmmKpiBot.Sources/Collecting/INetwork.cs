using Microsoft.Extensions.DependencyInjection;

namespace SmmKpiBot.Sources.Collecting;

/// <summary>
/// A network whose figures are collected by themselves: one folder, found by this type in the assemblies that the host is built of. It needs a constructor
/// without parameters and nothing else anywhere: no list, enum, migration or line of wiring.
/// </summary>
public interface INetwork
{
    /// <summary>The lower-case key that accounts carry, e.g. <c>google-analytics</c>.</summary>
    public string Key { get; }

    /// <summary>The settings section below <c>Networks</c>, e.g. <c>GoogleAnalytics</c>. Without it the network is off.</summary>
    public string Section { get; }

    /// <summary>Registers its <see cref="ISource"/>, its client and its options (bound to the section, validated at start).</summary>
    public void Register(IServiceCollection services);
}
