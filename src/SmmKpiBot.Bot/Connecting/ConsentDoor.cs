using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Web;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>Why nobody can be asked for consent in the browser.</summary>
internal enum ConsentObstacle
{
    /// <summary>The network has no such way.</summary>
    NoSuchWay,

    /// <summary>The app that asks is not in the settings.</summary>
    NoApp,

    /// <summary>Browsers do not reach the bot.</summary>
    NoPublicUrl,
}

/// <summary>Sends people to the page of consent of a network.</summary>
internal sealed class ConsentDoor(SourceBook sources, AccessRequests requests, IConfiguration configuration)
{
    private const int VerifierBytes = 32;

    private readonly SourceBook _sources = sources;
    private readonly AccessRequests _requests = requests;
    private readonly IConfiguration _configuration = configuration;

    /// <summary>What is in the way; null when nothing is.</summary>
    public ConsentObstacle? ObstacleOf(string network) => WayOf(network) switch
    {
        null => ConsentObstacle.NoSuchWay,
        { IsSetUp: false } => ConsentObstacle.NoApp,
        _ => WebAddress.PublicOf(_configuration, ConsentEndpoint.Path) is null ? ConsentObstacle.NoPublicUrl : null,
    };

    /// <summary>What to put into the settings against it.</summary>
    public static Words RemedyOf(ConsentObstacle obstacle, string network)
    {
        var section = FoundNetworks.All.FirstOrDefault(one => one.Key == network)?.Section ?? network;
        return obstacle switch
        {
            ConsentObstacle.NoPublicUrl => new("Web:PublicUrl", "Web:PublicUrl"),
            ConsentObstacle.NoApp => new($"Networks:{section} (ідентифікатор і секрет вашого застосунку)", $"Networks:{section} (id and secret of your app)"),
            _ => new("", ""),
        };
    }

    /// <summary>The address to open; it works once and for <see cref="AccessRequests.ConsentLife"/>.</summary>
    public async Task<Uri> OpenAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        var way = WayOf(request.Network) ?? throw new InvalidOperationException($"{request.Network} asks for no consent.");
        var redirect = WebAddress.PublicOf(_configuration, ConsentEndpoint.Path) ?? throw new InvalidOperationException("Web:PublicUrl is not set.");
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(VerifierBytes));
        var state = await _requests.AskAsync(request, verifier, redirect, cancellationToken);
        return way.Authorize(new ConsentRequest(state, Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))), redirect));
    }

    /// <summary>The network's consent in the browser; null where it has none.</summary>
    public BrowserConsent? WayOf(string network) => _sources.Find(network)?.Ways.OfType<BrowserConsent>().FirstOrDefault();
}
