namespace SmmKpiBot.IntegrationTests.Collecting.Contract;

/// <summary>What a network's stand-in can be told to do wrong until it is told to stop.</summary>
public enum Misbehaviour
{
    /// <summary>Answers every call with its kind of "too many calls", asking for a rest of <see cref="NetworkRig.AskedRest"/> where the network can say so.</summary>
    TooManyRequests,

    /// <summary>Answers every call with 5xx, or what the network has for it.</summary>
    ServerErrors,

    /// <summary>Sends the first bytes of every answer and then hardly any more.</summary>
    SlowDrip,

    /// <summary>Breaks every answer off in the middle of its body.</summary>
    PartialPage,

    /// <summary>Adds a field to every record that nobody has heard of.</summary>
    UnknownField,

    /// <summary>Leaves a needed field out of one record of every answer.</summary>
    MissingField,

    /// <summary>Sends a needed field of one record of every answer in another type.</summary>
    WrongType,

    /// <summary>Sends pages twice.</summary>
    DuplicatePages,

    /// <summary>Sends pages in another order than usual.</summary>
    PagesOutOfOrder,

    /// <summary>Knows the secrets no more.</summary>
    ExpiredAccess,

    /// <summary>Has nothing to tell: every list is empty, every figure missing.</summary>
    Empty,

    /// <summary>Leads to another server: by a redirect, or by the address of the next page.</summary>
    ForeignServer,
}
