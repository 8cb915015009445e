using SmmKpiBot.Data.Clients.Keys;

namespace SmmKpiBot.Data.Clients;

/// <summary>What a client has where its own key is not set; from the settings section <c>Agency</c>.</summary>
public sealed record ClientDefaults(string TimeZone, string Language)
{
    /// <summary>A client without any keys.</summary>
    internal Client Client(long id, string slug, string name) =>
        new() { Id = id, Slug = slug, Name = name, TimeZone = SimpleTexts.Zone(TimeZone), Language = Language };
}
