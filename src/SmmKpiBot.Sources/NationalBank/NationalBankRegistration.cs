using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.NationalBank;

/// <summary>Registers the reading of rates. Whoever builds the host binds <see cref="NationalBankOptions"/>.</summary>
public static class NationalBankRegistration
{
    public static IServiceCollection AddNationalBank(this IServiceCollection services)
    {
        services.AddSingleton<NationalBankClient>();
        services.AddSourceHttp(NationalBankClient.HttpClientName, provider => provider.GetRequiredService<IOptions<NationalBankOptions>>().Value.Servers);
        return services;
    }
}
