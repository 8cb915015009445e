namespace SmmKpiBot.Sources.Import.Files;

/// <summary>What kind of container a file is, by its first bytes; its name is not trusted.</summary>
internal enum FileForm
{
    Text,
    Zip,
    LegacyWorkbook,
    Html,
    Empty,
}

internal static class FileForms
{
    public static FileForm Of(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
            return FileForm.Empty;
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
            return FileForm.Zip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            return FileForm.LegacyWorkbook;
        return LooksLikeHtml(head) ? FileForm.Html : FileForm.Text;
    }

    private static bool LooksLikeHtml(ReadOnlySpan<byte> head)
    {
        var text = System.Text.Encoding.Latin1.GetString(head[..Math.Min(head.Length, 200)]).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        string[] beginnings = ["<html", "<!doctype html", "<table", "<head", "<body"];
        return beginnings.Any(beginning => text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));
    }
}
