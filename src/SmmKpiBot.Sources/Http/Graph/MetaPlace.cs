namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>Whose messages are delivered: an account of ours, and where it is with Meta.</summary>
/// <param name="Network"><c>facebook</c> or <c>instagram</c>.</param>
/// <param name="PlaceId">Meta's id of the page or account.</param>
/// <param name="Username">The brand's name there, by which comments know who wrote them.</param>
/// <param name="Brand">The brand's own names: who tags the brand calls it.</param>
public sealed record MetaPlace(long AccountId, string Network, string PlaceId, string? Username, IReadOnlyCollection<string> Brand)
{
    /// <summary>The detail of a connected place that holds <see cref="Username"/>.</summary>
    public const string UsernameDetail = "username";
}
