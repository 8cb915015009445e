using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>One source, one account, one time: what reading it needs, under the lease that makes it the only one.</summary>
internal sealed record CollectRun(CollectionLease Lease, Client Client, AccountConnection Connection, ISource Source, SourceAccess Access, CallPriority Priority)
{
    public long AccountId => Connection.Account.Id;

    /// <summary>The program ends: what is under way then has not failed.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>Facts and messages stored so far.</summary>
    public int Stored { get; set; }
}
