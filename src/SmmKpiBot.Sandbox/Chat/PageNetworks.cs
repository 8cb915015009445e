using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Sandbox.Networks.Live;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sandbox.Chat;

/// <param name="Fault">As in the list of the account's faults; null mends the network.</param>
internal sealed record BreakRequest(string Network, string? Fault);

internal sealed record ReconnectRequest(string Network);

/// <summary>The live accounts on the page: how each fares, by what the bot itself says of it, and the switches that break their networks.</summary>
internal sealed class PageNetworks(StandIns standIns, AccountStandings standings, AccountConnecting connecting)
{
    public async Task<JsonArray> ToJsonAsync(CancellationToken cancellationToken)
    {
        var known = await standings.ListAsync(null, cancellationToken);
        return new JsonArray([.. known.Select(standing => Json(standing, standIns.Find(standing.Connection.Account.Network))).OfType<JsonObject>()]);
    }

    public void Break(BreakRequest request)
    {
        var standIn = Find(request.Network);
        if (request.Fault is not { } name)
        {
            standIn.Break(null);
            return;
        }

        var fault = standIn.Faults.Where(fault => Name(fault) == name).Select(fault => (NetworkFault?)fault).FirstOrDefault();
        standIn.Break(fault ?? throw new PageException("This network cannot be broken so."));
    }

    /// <summary>Gives access anew, as an owner does with /connect.</summary>
    public async Task ReconnectAsync(ReconnectRequest request, CancellationToken cancellationToken)
    {
        var standIn = Find(request.Network);
        var connected = (await standings.ListAsync(null, cancellationToken)).FirstOrDefault(standing => standing.Connection.Account.Network == standIn.Network)
            ?? throw new PageException("This account is gone.");
        try
        {
            await connecting.ConnectAsync(connected.Connection.Account, standIn.Secrets, standIn.PlaceId, cancellationToken);
        }
        catch (SourceException error)
        {
            throw new PageException(error.Message);
        }
    }

    private static JsonObject? Json(AccountStanding standing, StandIn? standIn) => standIn is null ? null : new()
    {
        ["network"] = standIn.Network,
        ["name"] = standing.Connection.Account.Name,
        ["standing"] = Name(standing.Standing),
        ["problem"] = standing.Problem is { } problem ? Name(problem) : null,
        ["since"] = standing.Since?.ToUnixTimeSeconds(),
        ["good"] = standing.GoodAt?.ToUnixTimeSeconds(),
        ["next"] = standing.NextAt?.ToUnixTimeSeconds(),
        ["filled"] = standing.Filled,
        ["filledBackTo"] = standing.FilledBackTo?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["calls"] = standIn.Calls,
        ["fault"] = standIn.Fault is { } fault ? Name(fault) : null,
        ["faults"] = new JsonArray([.. standIn.Faults.Select(one => (JsonNode)Name(one))]),
    };

    private static string Name(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private StandIn Find(string network) => standIns.Find(network) ?? throw new PageException("There is no such network.");
}
