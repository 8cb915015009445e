namespace SmmKpiBot.Data.Accounts.Health;

/// <summary>Why an account is not well, as far as whoever reads it knows. Stored by name: a member keeps its name for good.</summary>
public enum AccountTrouble
{
    /// <summary>The network does not answer, or says that it cannot now.</summary>
    NoAnswer,

    TooManyCalls,

    /// <summary>The token opens nothing (any more), or cannot be read.</summary>
    AccessRefused,

    /// <summary>The access is good, but does not reach so far.</summary>
    NotPermitted,

    /// <summary>The answer is not what the network's description says.</summary>
    NotUnderstood,

    /// <summary>The address must not be called.</summary>
    AddressNotAllowed,

    /// <summary>The account was disconnected from the bot on the network's side.</summary>
    Disconnected,

    /// <summary>The bot is no member of the chat any more.</summary>
    PutOut,

    /// <summary>The bot is there, but messages are kept back from it.</summary>
    SeesNothing,

    /// <summary>What the bot keeps of its connection cannot be read any more.</summary>
    ConnectionDamaged,

    /// <summary>The bot's own token, app, settings, keys or clock are wrong: whoever runs it has to mend them, and the account needs nothing.</summary>
    BotMisconfigured,
}
