using SmmKpiBot.Bot.Access;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary>One command. Menus and <c>/help</c> are made of what stands here; the router checks the role before.</summary>
internal interface IBotCommand
{
    /// <summary>Without the slash.</summary>
    string Name { get; }

    /// <summary>What it does, as menus and <c>/help</c> show it.</summary>
    Words Title { get; }

    /// <summary>The smallest role that may use it.</summary>
    Role MinimalRole { get; }

    /// <summary>True when it changes something: then the person's own role counts, not the chat's.</summary>
    bool Changes { get; }

    /// <summary>True for what must not be read by others of a group.</summary>
    bool OnlyInPrivate => false;

    /// <summary>What is said to those who may not use it.</summary>
    Words Refusal => Phrases.NotYours;

    /// <summary>Order in menus.</summary>
    int Place { get; }

    Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken);
}
