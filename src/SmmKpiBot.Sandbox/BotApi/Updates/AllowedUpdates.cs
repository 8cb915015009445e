using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.BotApi.Updates;

/// <summary>Which kinds of update the bot asked for. What was asked last holds until it asks again.</summary>
internal sealed class AllowedUpdates
{
    private static readonly HashSet<string> OffByDefault = ["chat_member", "message_reaction", "message_reaction_count"];

    private HashSet<string>? _kinds;

    public IReadOnlyCollection<string>? Kinds => _kinds;

    /// <summary>Null keeps what was set; an empty list is the default set.</summary>
    public void Set(JsonArray? kinds)
    {
        if (kinds is not null)
        {
            _kinds = kinds.Count == 0 ? null : [.. kinds.Select(kind => (string?)kind ?? "")];
        }
    }

    public bool Includes(string kind) => _kinds?.Contains(kind) ?? !OffByDefault.Contains(kind);
}
