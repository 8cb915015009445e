using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Commands;
using SmmKpiBot.Reporting.Texts;
using Telegram.Bot.Types;

namespace SmmKpiBot.Bot.Telegram;

/// <summary>The command menus: a short one for strangers, and one per chat by its role and language.</summary>
internal sealed class Menus(IServiceProvider services, BotCalls bot)
{
    private readonly IServiceProvider _services = services;
    private readonly BotCalls _bot = bot;

    private CommandList Commands => _services.GetRequiredService<CommandList>();

    /// <summary>For everybody, in the language of their app.</summary>
    public async Task SetDefaultsAsync(CancellationToken cancellationToken)
    {
        var commands = Commands.OfRole(Role.Stranger);
        await _bot.SetMenuAsync(CommandList.Menu(commands, Language.En), new BotCommandScopeDefault(), null, cancellationToken);
        await _bot.SetMenuAsync(CommandList.Menu(commands, Language.Uk), new BotCommandScopeDefault(), "uk", cancellationToken);
    }

    public Task SetPrivateAsync(long userId, Role role, Language language, CancellationToken cancellationToken) =>
        _bot.SetMenuAsync(CommandList.Menu(Commands.OfRole(role), language), new BotCommandScopeChat { ChatId = userId }, null, cancellationToken);

    public Task SetGroupAsync(long chatId, ChatPurpose purpose, Language language, CancellationToken cancellationToken)
    {
        var commands = Commands.OfGroup(purpose == ChatPurpose.Client ? Role.Client : Role.Staff);
        return _bot.SetMenuAsync(CommandList.Menu(commands, language), new BotCommandScopeChat { ChatId = chatId }, null, cancellationToken);
    }
}
