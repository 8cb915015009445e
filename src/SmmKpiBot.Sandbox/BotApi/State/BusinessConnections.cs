namespace SmmKpiBot.Sandbox.BotApi.State;

/// <summary>All business accounts that were ever connected.</summary>
internal sealed class BusinessConnections
{
    private readonly Dictionary<string, BusinessConnection> _connections = [];

    public int Count => _connections.Count;

    public void Add(BusinessConnection connection) => _connections.Add(connection.Id, connection);

    /// <summary>The connection of an id, or the refusal of one that nobody made.</summary>
    public BusinessConnection Find(string id) => _connections.GetValueOrDefault(id) ?? throw ApiException.BadRequest("business connection not found");
}
