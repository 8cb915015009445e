namespace SmmKpiBot.Sandbox.Networks.Live;

/// <summary>A way in which a stand-in can be broken on the page, until it is mended.</summary>
internal enum NetworkFault
{
    /// <summary>Every call is answered 503.</summary>
    Down,

    /// <summary>Every call is refused as one too many.</summary>
    TooMany,

    /// <summary>The access is good for nothing any more. Mending does not give it back: a person has to connect the account again.</summary>
    DeadToken,

    /// <summary>Every call is answered with success and a page of HTML.</summary>
    Nonsense,
}
