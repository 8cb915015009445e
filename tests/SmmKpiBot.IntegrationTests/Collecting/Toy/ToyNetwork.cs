using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.IntegrationTests.Collecting.Toy;

/// <summary>A network that is nowhere but in this project: nothing in the bot knows of it, and yet it is collected, drawn and listed.</summary>
internal sealed class ToyNetwork : INetwork
{
    public const string Name = "toy";

    public string Key => Name;

    public string Section => "Toy";

    public void Register(IServiceCollection services)
    {
        services.AddOptions<ToyOptions>().BindConfiguration($"Networks:{Section}");
        services.AddSingleton<ISource, ToySource>();
        services.AddSingleton<ToyClient>();
        services.AddSourceHttp(ToyClient.HttpName, provider => new SourceHosts(provider.GetRequiredService<IOptions<ToyOptions>>().Value.ApiBaseUrl));
    }
}

/// <summary>The settings section <c>Networks:Toy</c>.</summary>
internal sealed class ToyOptions
{
    public string ApiBaseUrl { get; set; } = "";
}
