using SmmKpiBot.Bot.Access;
using SmmKpiBot.Reporting.Texts;
using Telegram.Bot.Types;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary>All commands in the order of menus, and who sees which.</summary>
internal sealed class CommandList(IEnumerable<IBotCommand> commands)
{
    private readonly List<IBotCommand> _commands = [.. commands.OrderBy(command => command.Place)];

    public IBotCommand? Find(string name) => _commands.Find(command => command.Name == name);

    /// <summary>The commands that work for this scope.</summary>
    public IReadOnlyList<IBotCommand> For(Scope scope) => [.. _commands.Where(command => Allows(command, scope))];

    public static bool Allows(IBotCommand command, Scope scope) =>
        (scope.Private || !command.OnlyInPrivate) && (command.Changes ? scope.ChangeRole : scope.ReadRole) >= command.MinimalRole;

    /// <summary>A menu as Telegram shows it.</summary>
    public static IReadOnlyList<BotCommand> Menu(IEnumerable<IBotCommand> commands, Language language) =>
        [.. commands.Select(command => new BotCommand { Command = command.Name, Description = command.Title.In(language) })];

    /// <summary>The menu of people with a role in their private chat.</summary>
    public IReadOnlyList<IBotCommand> OfRole(Role role) => [.. _commands.Where(command => role >= command.MinimalRole)];

    /// <summary>The menu of a group that shows what this role reads; changing is offered too and asks for a role of one's own.</summary>
    public IReadOnlyList<IBotCommand> OfGroup(Role readRole) => [.. _commands.Where(command => !command.OnlyInPrivate && readRole >= command.MinimalRole)];
}
