using System.CommandLine;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>One client or all of them.</summary>
internal sealed class AlertTarget
{
    private readonly Argument<string?> _slug = new("SLUG") { Description = "The client's short name, as client list shows it.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _all = new("--all") { Description = "For all clients." };

    public IReadOnlyList<Symbol> Symbols => [_slug, _all];

    /// <summary>Null: all clients.</summary>
    /// <exception cref="CommandLineException">Neither or both are given, or there is no such client.</exception>
    public async Task<Client?> ClientAsync(VerbScope scope, ParseResult parsed, CancellationToken cancellationToken) => (parsed.GetValue(_slug), parsed.GetValue(_all)) switch
    {
        ({ } slug, false) => await scope.ClientAsync(slug, cancellationToken),
        (null, true) => null,
        _ => throw new CommandLineException("Name a client, or --all for all of them."),
    };
}
