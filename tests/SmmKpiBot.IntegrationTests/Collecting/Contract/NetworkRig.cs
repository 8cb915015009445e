using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.IntegrationTests.Collecting.Contract;

/// <summary>
/// One network for the contract suite: its stand-in, a brand there that the rig knows everything of, and the switches that make the stand-in misbehave.
/// The stand-in goes by <see cref="Clock"/>.
/// </summary>
public abstract class NetworkRig(FakeTimeProvider clock) : IAsyncDisposable
{
    public FakeTimeProvider Clock { get; } = clock;

    /// <summary>The key of the network.</summary>
    public abstract string Network { get; }

    /// <summary>Settings as on the command line that switch the network on and lead it to the stand-in.</summary>
    public abstract string[] Settings { get; }

    /// <summary>The brand's page, property or channel.</summary>
    public abstract string PlaceId { get; }

    /// <summary>Secrets that open it, by field. None of them may ever be seen in a log or in the clear in the database.</summary>
    public abstract IReadOnlyDictionary<string, string> Secrets { get; }

    /// <summary>Names and texts of people in the brand's records; none may be in a sample that is kept aside.</summary>
    public virtual IReadOnlyList<string> PrivateTexts => [];

    /// <summary>Metrics of which only the figure of now can be had: of earlier days the store may know more than the network.</summary>
    public virtual IReadOnlySet<string> SnapshotMetrics => new HashSet<string>();

    /// <summary>How long <see cref="Misbehaviour.TooManyRequests"/> asks to be left alone.</summary>
    public virtual TimeSpan AskedRest => TimeSpan.FromMinutes(10);

    /// <summary>How many calls came in so far.</summary>
    public abstract int Calls { get; }

    /// <summary>How many calls the other server of <see cref="Misbehaviour.ForeignServer"/> got.</summary>
    public abstract int ForeignCalls { get; }

    /// <summary>Everything the network tells of the days from that one on, by the clock of now, when it behaves.</summary>
    public abstract BrandFacts Expected(DateOnly from);

    /// <summary>Corrects figures of yesterday or a few days before, within what every run reads again; <see cref="Expected"/> is corrected with it.</summary>
    public abstract void Restate();

    public abstract void Begin(Misbehaviour what);

    /// <summary>Behaves again.</summary>
    public abstract void End();

    /// <summary>Why this network cannot misbehave so; null when it can. The reason is written as that of the skipped test.</summary>
    public virtual string? Cannot(Misbehaviour what) => null;

    /// <summary>What refused access is: of the account alone, or of the bot that opens every account with an access of its own.</summary>
    public virtual SourceProblem RefusedAccess => SourceProblem.Unauthorized;

    /// <summary>Why places cannot be listed; null when they can.</summary>
    public virtual string? CannotDiscover => null;

    /// <summary>Why whatever is read is a single page; null when some stream has several.</summary>
    public virtual string? HasOnePage => null;

    public abstract ValueTask DisposeAsync();
}
