using SmmKpiBot.Bot.Access;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sandbox.BotApi.State;

namespace SmmKpiBot.Sandbox.Scene;

/// <summary>What a chat or topic of the scene is bound to when the sandbox starts.</summary>
/// <param name="ClientSlugs">Empty = all clients.</param>
internal sealed record SceneBinding(TelegramChat Chat, int? ThreadId, ChatPurpose Purpose, IReadOnlyList<string> ClientSlugs, Language Language);
