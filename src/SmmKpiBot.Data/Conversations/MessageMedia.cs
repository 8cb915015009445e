namespace SmmKpiBot.Data.Conversations;

/// <summary>What a customer's message is that says nothing in words. The numbers are stored.</summary>
public enum MessageMedia
{
    /// <summary>The network does not say what it is.</summary>
    Unknown = 0,
    Photo = 1,
    Video = 2,
    Voice = 3,
    Audio = 4,
    File = 5,
    Sticker = 6,
    Place = 7,
    Contact = 8,
    Poll = 9,
}
