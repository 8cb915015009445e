using System.Runtime.InteropServices;
using HarfBuzzSharp;
using SkiaSharp;

namespace SmmKpiBot.Reporting.Charts;

/// <summary>One weight of Inter out of this assembly, for measuring and drawing: no font of the system is ever asked.</summary>
internal sealed class EmbeddedFont
{
    private static readonly EmbeddedFont Regular = new("Inter-Regular.otf");
    private static readonly EmbeddedFont SemiBold = new("Inter-SemiBold.otf");
    private static readonly EmbeddedFont Bold = new("Inter-Bold.otf");

    private EmbeddedFont(string file)
    {
        var bytes = Read(file);
        Typeface = SKTypeface.FromData(SKData.CreateCopy(bytes)) ?? throw new InvalidOperationException($"The embedded font {file} cannot be read.");

        // HarfBuzz reads the bytes for as long as the program runs, so they are never released.
        var memory = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        using var blob = new Blob(memory.AddrOfPinnedObject(), bytes.Length, MemoryMode.ReadOnly);
        var face = new Face(blob, 0);
        UnitsPerEm = face.UnitsPerEm;
        Shaping = new Font(face);
        Shaping.SetScale(UnitsPerEm, UnitsPerEm);
        Shaping.SetFunctionsOpenType();
    }

    public SKTypeface Typeface { get; }

    public Font Shaping { get; }

    public int UnitsPerEm { get; }

    public static EmbeddedFont Of(TextWeight weight) => weight switch
    {
        TextWeight.Regular => Regular,
        TextWeight.SemiBold => SemiBold,
        TextWeight.Bold => Bold,
        _ => throw new ArgumentOutOfRangeException(nameof(weight), weight, "Not a weight."),
    };

    private static byte[] Read(string file)
    {
        using var stream = typeof(EmbeddedFont).Assembly.GetManifestResourceStream("fonts/" + file)
            ?? throw new InvalidOperationException($"The font {file} is not embedded.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
