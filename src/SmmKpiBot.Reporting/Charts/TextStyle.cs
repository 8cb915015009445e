namespace SmmKpiBot.Reporting.Charts;

internal enum TextWeight
{
    Regular,
    SemiBold,
    Bold,
}

internal enum TextAlign
{
    Left,
    Right,
    Center,
}

/// <summary>Weight and size of text. Nothing on a picture is smaller than what a phone shows readably without a tap.</summary>
internal readonly record struct TextStyle
{
    public const float Smallest = 22;

    public TextStyle(TextWeight weight, float size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, Smallest);
        Weight = weight;
        Size = size;
    }

    public TextWeight Weight { get; }

    public float Size { get; }
}
