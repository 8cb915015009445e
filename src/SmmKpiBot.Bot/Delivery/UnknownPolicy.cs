namespace SmmKpiBot.Bot.Delivery;

/// <summary>What follows when nobody knows whether a message arrived.</summary>
internal static class UnknownPolicy
{
    // A crash says nothing about the message, so it may be tried again more often; but a message that crashes the program must end.
    private const int MostCrashes = 5;

    /// <param name="unknowns">How many attempts of the message ended so, this one included.</param>
    /// <param name="isCrash">The program ended before the answer was written down.</param>
    public static bool MayRepeat(OutboxKind kind, OutboxPayload payload, long unknowns, bool isCrash) =>
        (kind is not (OutboxKind.Reply or OutboxKind.Customer) || payload.IsEdit) && unknowns <= (isCrash || payload.IsEdit ? MostCrashes : 1);

    public static string DeadReason(OutboxKind kind, string detail) => kind switch
    {
        OutboxKind.Reply => $"outcome unknown ({detail}); an answer is not repeated by itself",
        OutboxKind.Customer => $"outcome unknown ({detail}); it may have arrived, and a customer is not asked twice",
        _ => $"outcome unknown again ({detail}); it may have arrived",
    };
}
