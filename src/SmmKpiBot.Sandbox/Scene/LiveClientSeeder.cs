using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Sandbox.Networks.Live;

namespace SmmKpiBot.Sandbox.Scene;

/// <summary>A garden centre of which no figure is invented: its accounts are connected as an owner would connect them, and the bot collects them by itself.</summary>
internal sealed class LiveClientSeeder(ClientStore clients, AccountStore accounts, AccountConnecting connecting, StandIns standIns)
{
    public const string Slug = "hai";

    private static readonly IReadOnlyList<KeyValuePair<string, string>> Keys =
    [
        new("zone", "Europe/Kyiv"),
        new("language", "uk"),
        new("currency", "UAH"),
        new("goal", "awareness"),
        new("hours", "mon-sat 09:00-19:00"),
        new("audience", "gender:female; age:25-44; country:UA"),
        new("conversions", "generate_lead=call_request"),
    ];

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        var client = await clients.AddAsync(Slug, "Садовий центр «Гай»", Keys, cancellationToken);
        foreach (var standIn in standIns.All)
        {
            var account = await accounts.AddAsync(client.Id, standIn.Network, standIn.Name, null, cancellationToken)
                ?? throw new InvalidOperationException($"The garden centre has {standIn.Network}/{standIn.Name} twice.");
            await connecting.ConnectAsync(account, standIn.Secrets, standIn.PlaceId, cancellationToken);
        }
    }
}
