using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.BotApi.Methods;

/// <summary>One method of the Bot API; a refusal is an <see cref="ApiException"/>.</summary>
internal delegate Task<MethodResult> ApiMethod(ApiArguments arguments, CancellationToken cancellationToken);

/// <summary>What a method answers; a few add a description to it.</summary>
internal sealed record MethodResult(JsonNode Value, string? Description = null);

/// <summary>Methods by name, without case.</summary>
internal sealed class MethodTable
{
    private readonly Dictionary<string, (string Name, ApiMethod Method)> _methods = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string name, Func<ApiArguments, JsonNode> method) =>
        Add(name, (arguments, _) => Task.FromResult(new MethodResult(method(arguments))));

    public void Add(string name, ApiMethod method) => _methods[name] = (name, method);

    /// <summary>The method with its name as documented; null when there is none.</summary>
    public (string Name, ApiMethod Method)? Find(string name) => _methods.TryGetValue(name, out var found) ? found : null;
}
