using System.Globalization;

namespace SmmKpiBot.Bot.Conflicts.Ratings;

/// <summary>What a customer's button says, as the button keeps it. It is no action of the team: no role can press it.</summary>
/// <param name="CaseId">The conflict.</param>
/// <param name="QuestionId">The event of the ledger with which it was asked.</param>
/// <param name="Value">From 1 to 5.</param>
/// <param name="Customer">The keyed hash of the only person whose press counts.</param>
internal sealed record CustomerRating(long CaseId, long QuestionId, int Value, string Customer)
{
    public const string Action = "customer.rate";
    public const int Best = 5;

    /// <summary>Null for what <see cref="ToString"/> did not write.</summary>
    public static CustomerRating? Parse(string? text) => text?.Split(' ') is [var caseId, var questionId, var value, var customer]
        && Number(caseId) is { } conflict && Number(questionId) is { } question && Number(value) is >= 1 and <= Best and var rating
            ? new(conflict, question, (int)rating, customer)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CaseId} {QuestionId} {Value} {Customer}");

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
