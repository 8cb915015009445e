using System.IO.Compression;
using System.Text;
using SmmKpiBot.Sources.Import.Tables;

namespace SmmKpiBot.Sources.Import.Files;

/// <summary>
/// Inflates every entry of an archive once into nothing and counts, before anything else reads it: what the archive says about its sizes is not believed.
/// </summary>
internal static class ZipGuard
{
    /// <summary>Entries shorter than this compress as they like.</summary>
    private const long JudgedFrom = 1024 * 1024;

    public static void Check(ZipArchive archive, ImportLimits limits)
    {
        if (archive.Entries.Count > limits.ArchiveEntries)
            throw new TableException(new Wording(
                $"в архіві може бути не більше {limits.ArchiveEntries} файлів; тут — {archive.Entries.Count}",
                $"an archive of at most {limits.ArchiveEntries} entries; this one has {archive.Entries.Count}"));
        var left = limits.InflatedBytes;
        foreach (var entry in archive.Entries)
            left -= Inflate(entry, left, limits);
    }

    private static long Inflate(ZipArchiveEntry entry, long mostBytes, ImportLimits limits)
    {
        using var stream = entry.Open();
        var buffer = new byte[1 << 16];
        var inflated = 0L;
        while (stream.Read(buffer) is var read and > 0)
        {
            if (inflated == 0)
                RefuseDocumentType(entry, buffer.AsSpan(0, read));
            inflated += read;
            if (inflated > mostBytes)
                throw TooLarge(limits);
            if (inflated > JudgedFrom && inflated > entry.CompressedLength * limits.Ratio)
                throw new TableException(new Wording(
                    $"файли архіву можуть розпаковуватися щонайбільше у {limits.Ratio} разів; {entry.Name} — більше",
                    $"an archive whose entries unpack to at most {limits.Ratio} times their size; {entry.Name} unpacks to more"));
        }

        return inflated;
    }

    private static TableException TooLarge(ImportLimits limits)
    {
        var megabytes = limits.InflatedBytes / (1024 * 1024);
        return new TableException(new Wording($"розпакований архів не може бути більшим за {megabytes} МБ", $"an archive of at most {megabytes} MB unpacked"));
    }

    /// <summary>No spreadsheet program writes a DTD; one that is there is an attack.</summary>
    private static void RefuseDocumentType(ZipArchiveEntry entry, ReadOnlySpan<byte> head)
    {
        var text = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 4096)]).Replace("\0", "", StringComparison.Ordinal);
        if (entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) && text.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
            throw new TableException(new Wording(
                $"книга не може містити визначень типу документа (DTD); {entry.Name} його має",
                $"a workbook without document type definitions; {entry.Name} has one"));
    }
}
