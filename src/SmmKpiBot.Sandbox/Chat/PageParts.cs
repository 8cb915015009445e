using SmmKpiBot.Sandbox.BotApi;

namespace SmmKpiBot.Sandbox.Chat;

/// <summary>What the page shows and lets its visitor do.</summary>
/// <param name="Networks">Null where no bot collects.</param>
internal sealed record PageParts(BotApiServer Telegram, PageState State, PageActions Actions, PageClock Clock, PageEvents Events, PageFaults Faults, PageNetworks? Networks);
