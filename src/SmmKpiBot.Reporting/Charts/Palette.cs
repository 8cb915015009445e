using SkiaSharp;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Charts;

/// <summary>The colours of a theme.</summary>
internal sealed record Palette
{
    private const byte FillAlpha = 26;

    private static readonly Palette Light = new()
    {
        Page = SKColor.Parse("#F5F6FA"),
        Card = SKColor.Parse("#FFFFFF"),
        Ink = SKColor.Parse("#101828"),
        Secondary = SKColor.Parse("#667085"),
        Lines = SKColor.Parse("#E4E7EC"),
        Accent = SKColor.Parse("#4F46E5"),
        Previous = SKColor.Parse("#B6BCC9"),
        Good = SKColor.Parse("#067647"),
        GoodGround = SKColor.Parse("#DCFAE6"),
        Bad = SKColor.Parse("#B42318"),
        BadGround = SKColor.Parse("#FEE4E2"),
        NeutralGround = SKColor.Parse("#F2F4F7"),
        Neutral = SKColor.Parse("#475467"),
    };

    private static readonly Palette Dark = new()
    {
        Page = SKColor.Parse("#0E1320"),
        Card = SKColor.Parse("#171E2E"),
        Ink = SKColor.Parse("#F2F4F7"),
        Secondary = SKColor.Parse("#98A2B3"),
        Lines = SKColor.Parse("#2A3347"),
        Accent = SKColor.Parse("#8B8AF8"),
        Previous = SKColor.Parse("#55607A"),
        Good = SKColor.Parse("#47CD89"),
        GoodGround = SKColor.Parse("#0B3B27"),
        Bad = SKColor.Parse("#F97066"),
        BadGround = SKColor.Parse("#4A1512"),
        NeutralGround = SKColor.Parse("#2A3347"),
        Neutral = SKColor.Parse("#CDD3DE"),
    };

    public required SKColor Page { get; init; }

    public required SKColor Card { get; init; }

    public required SKColor Ink { get; init; }

    public required SKColor Secondary { get; init; }

    public required SKColor Lines { get; init; }

    public required SKColor Accent { get; init; }

    public required SKColor Previous { get; init; }

    public required SKColor Good { get; init; }

    public required SKColor GoodGround { get; init; }

    public required SKColor Bad { get; init; }

    public required SKColor BadGround { get; init; }

    public required SKColor Neutral { get; init; }

    public required SKColor NeutralGround { get; init; }

    /// <summary>Under the hero's line.</summary>
    public SKColor Fill => Accent.WithAlpha(FillAlpha);

    public static Palette Of(Theme theme) => theme == Theme.Light ? Light : Dark;

    /// <summary>The theme's colours with the agency's accent, which must have passed <see cref="AccentColor.Problem"/>.</summary>
    /// <exception cref="ArgumentException">The accent is no colour or cannot be read.</exception>
    public static Palette Of(PictureStyle style)
    {
        var palette = Of(style.Theme);
        if (style.Accent is not { } accent)
            return palette;

        if (AccentColor.Problem(accent, style.Theme) is { } problem)
            throw new ArgumentException(problem, nameof(style));

        return palette with { Accent = SKColor.Parse(accent) };
    }

    public (SKColor Text, SKColor Ground) Of(Verdict verdict) => verdict switch
    {
        Verdict.Better => (Good, GoodGround),
        Verdict.Worse => (Bad, BadGround),
        _ => (Neutral, NeutralGround),
    };
}
