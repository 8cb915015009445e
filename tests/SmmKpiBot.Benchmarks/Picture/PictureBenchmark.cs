using System.Globalization;
using SkiaSharp;
using SmmKpiBot.Reporting.Charts;
using SmmKpiBot.Reporting.Digests;

namespace SmmKpiBot.Benchmarks.Picture;

/// <summary>The picture of a digest, warm.</summary>
internal sealed class PictureBenchmark : IBenchmark
{
    private const int PicturesARound = 20;
    private const int MeasuredRounds = 9;
    private const double Goal = 2;

    private static readonly (string Name, SKPngEncoderOptions Options)[] Settings =
    [
        ("filter Sub, zlib 1", new(SKPngEncoderFilterFlags.Sub, 1)),
        ("filter Sub, zlib 3", new(SKPngEncoderFilterFlags.Sub, 3)),
        ("filter Sub, zlib 6", new(SKPngEncoderFilterFlags.Sub, 6)),
        ("filter Up, zlib 3", new(SKPngEncoderFilterFlags.Up, 3)),
        ("no filter, zlib 1", new(SKPngEncoderFilterFlags.NoFilters, 1)),
        ("no filter, zlib 3", new(SKPngEncoderFilterFlags.NoFilters, 3)),
        ("no filter, zlib 6", new(SKPngEncoderFilterFlags.NoFilters, 6)),
        ("Skia's default (all filters, zlib 6)", SKPngEncoderOptions.Default),
    ];

    public string Verb => "picture";

    public string What => $"A digest's picture of {DigestPicture.Width}x{DigestPicture.Height}, warm, {PicturesARound} a round; floor: PNG encoding of the same pixels with the same settings; goal <= {Goal} x its time.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var digest = SampleDigest.Create();
        var style = new PictureStyle(Theme.Light, "Agency");
        using var surface = SKSurface.Create(DigestPicture.Info);
        DigestPicture.Draw(digest, style, surface.Canvas);
        using var pixels = surface.PeekPixels();
        Check(digest, style, pixels);

        var times = await Rounds.RunAsync(
            MeasuredRounds,
            ("draw and encode a picture", () => MeasureAsync(() => DigestPicture.Draw(digest, style))),
            ("floor: encode the same pixels", () => MeasureAsync(() => PngEncoder.Encode(pixels))));
        Figures.TimeRatio(times[0], times[1], Goal);
        Figures.Line($"a picture takes {Figures.Milliseconds(times[0].Median / PicturesARound)}, its encoding {Figures.Milliseconds(times[1].Median / PicturesARound)}");
        await CompareSettingsAsync(pixels);
    }

    private static void Check(Digest digest, PictureStyle style, SKPixmap pixels)
    {
        using var decoded = SKBitmap.Decode(DigestPicture.Draw(digest, style));
        using var drawn = decoded.PeekPixels();
        Figures.Check(digest.Tiles.Count == 6 && digest.Hero.Value is not null, "the digest has a hero and six tiles");
        Figures.Check(drawn.Width == DigestPicture.Width && SamePixels(drawn, pixels), "the decoded picture has the drawn pixels");
    }

    private static bool SamePixels(SKPixmap one, SKPixmap other)
    {
        for (var y = 0; y < one.Height; y += 3)
        {
            for (var x = 0; x < one.Width; x += 3)
            {
                if (one.GetPixelColor(x, y) != other.GetPixelColor(x, y))
                    return false;
            }
        }

        return true;
    }

    private static async Task CompareSettingsAsync(SKPixmap pixels)
    {
        var contestants = Settings.Select(setting => (setting.Name, (Func<Task<TimeSpan>>)(() => MeasureAsync(() => Encode(pixels, setting.Options))))).ToArray();
        var times = await Rounds.RunAsync(Rounds.Usual, contestants);
        foreach (var (setting, time) in Settings.Zip(times))
        {
            var size = Encode(pixels, setting.Options).Length;
            Figures.Line(string.Create(CultureInfo.InvariantCulture, $"{setting.Name,-38} {Figures.Milliseconds(time.Median / PicturesARound),10} a picture, {size / 1000.0:0} kB"));
        }
    }

    private static byte[] Encode(SKPixmap pixels, SKPngEncoderOptions options)
    {
        using var data = pixels.Encode(options) ?? throw new InvalidOperationException("The picture could not be encoded.");
        return data.ToArray();
    }

    private static Task<TimeSpan> MeasureAsync(Func<byte[]> picture) => Rounds.TimeAsync(() =>
    {
        for (var i = 0; i < PicturesARound; i++)
            _ = picture();

        return Task.CompletedTask;
    });
}
