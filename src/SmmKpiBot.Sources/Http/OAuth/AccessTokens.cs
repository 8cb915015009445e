using System.Runtime.CompilerServices;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.Http.OAuth;

/// <summary>Access tokens of the accesses in use: each lives as long as the access it was made of, so nothing outlasts a run, and is renewed before it ends.</summary>
internal sealed class AccessTokens(TimeProvider timeProvider)
{
    /// <summary>So long before its end a token is renewed: a call may take that long.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ConditionalWeakTable<SourceAccess, AccessToken> _known = [];

    /// <param name="ask">Gets a new one. What it throws is thrown.</param>
    public async ValueTask<string> OfAsync(SourceAccess access, Func<CancellationToken, Task<AccessToken>> ask, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(access, out var known) && _timeProvider.GetUtcNow() < known.ExpiresAt - Margin)
            return known.Value;
        var fresh = await ask(cancellationToken);
        _known.AddOrUpdate(access, fresh);
        return fresh.Value;
    }

    /// <summary>The network refused a token that should have been good.</summary>
    public void Forget(SourceAccess access) => _known.Remove(access);
}
