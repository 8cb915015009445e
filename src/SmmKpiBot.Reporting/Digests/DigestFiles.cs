using SmmKpiBot.Reporting.Charts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>Writes what a chat would get as files: text, picture (light and dark) and workbook.</summary>
public static class DigestFiles
{
    /// <summary>Writes <c>acme-2026-11-02..2026-11-15.txt</c>, <c>.png</c>, <c>-dark.png</c> and <c>.xlsx</c> into <paramref name="directory"/>, which is made where it is missing.</summary>
    /// <returns>The full paths.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(Digest digest, string directory, string? agencyName, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);

        // A slug holds only lower-case letters, digits and hyphens, and a period only digits: no name can leave the folder.
        var name = Path.GetFullPath(Path.Combine(directory, $"{digest.Report.Client.Slug}-{digest.Report.Period}"));
        string[] files = [name + ".txt", name + ".png", name + "-dark.png", name + ".xlsx"];
        await File.WriteAllTextAsync(files[0], DigestText.Plain(digest), cancellationToken);
        await File.WriteAllBytesAsync(files[1], DigestPicture.Draw(digest, new PictureStyle(Theme.Light, agencyName)), cancellationToken);
        await File.WriteAllBytesAsync(files[2], DigestPicture.Draw(digest, new PictureStyle(Theme.Dark, agencyName)), cancellationToken);
        await using var workbook = File.Create(files[3]);
        DigestWorkbook.Write(digest, workbook);
        return files;
    }
}
