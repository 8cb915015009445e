using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>A digest as it goes out. Nothing in it changes, so that many chats can get the same one.</summary>
/// <param name="HasHero">The figure of the main goal is known.</param>
/// <param name="Holds">How long it is right while facts and keys stay the same.</param>
internal sealed record FinishedDigest(byte[] Picture, string Caption, bool HasHero, ClockSpan Holds);
