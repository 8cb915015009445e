using System.Buffers.Text;
using System.Security.Cryptography;

namespace SmmKpiBot.Bot.Telegram.Buttons;

/// <summary>What a button does. Telegram carries only the random id; the rights are asked anew at every press.</summary>
internal sealed record Button
{
    private const int IdBytes = 16;

    public required string Id { get; init; }

    /// <summary>The chat it was shown in: pressed anywhere else it does nothing.</summary>
    public required long ChatId { get; init; }

    /// <summary>The only person who may press it; null = anyone with the rights.</summary>
    public long? UserId { get; init; }

    /// <summary>The name of an <see cref="IButtonAction"/>.</summary>
    public required string Action { get; init; }

    public long? ClientId { get; init; }

    public string? Argument { get; init; }

    /// <summary>Works once; for what writes.</summary>
    public bool SingleUse { get; init; }

    public required TimeSpan Life { get; init; }

    public static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
}
