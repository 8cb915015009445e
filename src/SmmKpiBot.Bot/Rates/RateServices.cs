using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Sources.NationalBank;

namespace SmmKpiBot.Bot.Rates;

/// <summary>Registers rates of currencies: what every verb may ask of them, and what only the running bot does.</summary>
internal static class RateServices
{
    public static IServiceCollection AddRates(this IServiceCollection services)
    {
        services.AddOptions<NationalBankOptions>().BindStrictly(NationalBankOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddNationalBank();
        services.AddSingleton<RateFeed>();
        services.AddSingleton<RateNotices>();
        services.AddSingleton<RateRound>();
        return services;
    }

    public static IServiceCollection AddRateRound(this IServiceCollection services) =>
        services.AddSingleton<ITimedWork>(provider => provider.GetRequiredService<RateRound>());
}
