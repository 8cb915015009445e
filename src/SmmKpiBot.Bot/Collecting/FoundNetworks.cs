using System.Reflection;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>
/// The networks that can be collected: every <see cref="INetwork"/> in the assemblies that the program is built of. A new one is a folder of its own and needs
/// no line anywhere else.
/// </summary>
internal static class FoundNetworks
{
    /// <summary>Assemblies of this program begin so; looking into all of .NET would find nothing and take long.</summary>
    private const string OwnPrefix = "SmmKpiBot";

    private static readonly Lazy<IReadOnlyList<INetwork>> Found = new(Find);

    /// <summary>By key.</summary>
    public static IReadOnlyList<INetwork> All => Found.Value;

    private static List<INetwork> Find()
    {
        var networks = Assemblies().SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(INetwork)))
            .Select(type => (INetwork)(Activator.CreateInstance(type, nonPublic: true) ?? throw new InvalidOperationException($"{type} cannot be made.")))
            .OrderBy(network => network.Key, StringComparer.Ordinal)
            .ToList();
        foreach (var twice in networks.GroupBy(network => network.Key).Where(same => same.Count() > 1))
            throw new InvalidOperationException($"The network '{twice.Key}' is there more than once: {string.Join(", ", twice.Select(network => network.GetType()))}.");
        return networks;
    }

    /// <summary>The program that was started, this one, and what they are built of.</summary>
    private static List<Assembly> Assemblies()
    {
        var found = new Dictionary<string, Assembly>(StringComparer.Ordinal);
        var waiting = new Queue<Assembly>([Assembly.GetEntryAssembly() ?? typeof(FoundNetworks).Assembly, typeof(FoundNetworks).Assembly, typeof(INetwork).Assembly]);
        while (waiting.TryDequeue(out var assembly))
        {
            if (assembly.GetName().Name is not { } name || !name.StartsWith(OwnPrefix, StringComparison.Ordinal) || !found.TryAdd(name, assembly))
                continue;
            foreach (var referenced in assembly.GetReferencedAssemblies().Where(referenced => referenced.Name?.StartsWith(OwnPrefix, StringComparison.Ordinal) == true))
                waiting.Enqueue(Assembly.Load(referenced));
        }

        return [.. found.Values];
    }
}
