using Microsoft.Extensions.DependencyInjection;

namespace SmmKpiBot.Sources.Import;

/// <summary>Registers the import of files. Needs the store, a <see cref="TimeProvider"/> and an <see cref="Data.Conversations.AuthorHasher"/>.</summary>
public static class ImportRegistration
{
    public static IServiceCollection AddImport(this IServiceCollection services) => services.AddSingleton<Importer>();
}
