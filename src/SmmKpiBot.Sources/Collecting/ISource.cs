using SmmKpiBot.Data.Clients;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.Collecting;

/// <summary>
/// Reads one network. It keeps nothing between calls, stores nothing and waits for nothing but the network: schedule, leases, cursors, budgets and storage are
/// the collector's. Reading the same days again gives the same facts, as the network tells them now.
/// </summary>
public interface ISource
{
    /// <summary>The key of <see cref="INetwork.Key"/>.</summary>
    public string Network { get; }

    /// <summary>False where the setting <see cref="Switch"/> is empty: then nothing is read and accounts say so.</summary>
    public bool IsOn { get; }

    /// <summary>The setting that switches it on, with its section.</summary>
    public string Switch { get; }

    /// <summary>What it reads, each in its own rhythm. Names are unique within the network.</summary>
    public IReadOnlyList<StreamPlan> Streams { get; }

    /// <summary>How access to an account is given, the best way first.</summary>
    public IReadOnlyList<AccessWay> Ways { get; }

    /// <summary>What the network leaves open for a person to decide, account by account; null where that is nothing.</summary>
    public IAccountChoice? Choice => null;

    /// <summary>Looks with one call whether the place can be read, and learns what reading needs to know of it: its id, name, zone, currency.</summary>
    /// <exception cref="SourceException">It cannot; <see cref="SourceException.Words"/> say what is missing and where to grant it, <see cref="SourceException.Problem"/> says it to programs.</exception>
    public Task<SourcePlace> CheckAsync(SourceAccess access, string externalId, CallPriority priority, CancellationToken cancellationToken);

    /// <summary>The pages, properties or channels that this access opens, for somebody to choose from; equal to what <see cref="CheckAsync"/> says of each. One that is listed and cannot be read comes with its refusal, and ends nothing.</summary>
    /// <exception cref="SourceException">They cannot be listed.</exception>
    public IAsyncEnumerable<SourcePlace> DiscoverAsync(SourceAccess access, CancellationToken cancellationToken);

    /// <summary>
    /// What figures of a stream are counted by besides the network's own words, as the settings or the client's keys say it; null where nothing is. When it changes,
    /// all that was read of the stream is read again, so that no figure is of two countings.
    /// </summary>
    public string? CountedBy(Client client, SourcePlace place, StreamPlan plan) => null;

    /// <summary>
    /// Reads the days of one stream, page by page, in the order in which cursors advance. A page is stored together with its cursor in one transaction before the
    /// next one is asked for; after a crash reading begins again with the last stored cursor. Days that lie ahead give nothing.
    /// </summary>
    /// <exception cref="SourceException">The network cannot be read (any further).</exception>
    public IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, CancellationToken cancellationToken);
}
