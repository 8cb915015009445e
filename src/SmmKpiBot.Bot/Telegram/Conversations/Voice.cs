namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>Who speaks in a message.</summary>
internal enum Voice
{
    /// <summary>A bot, a service message, a command: nothing of a conversation.</summary>
    Nobody,
    Customer,
    Agency,

    /// <summary>A person of the client, where the client answers customers too.</summary>
    Client,

    /// <summary>The brand, and nobody can tell who wrote in its name.</summary>
    Brand,
}
