using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace SmmKpiBot.Sources.Import.Files;

/// <summary>Encoding of a text file: by its mark, by its zeros, by being valid UTF-8; else Windows-1251.</summary>
/// <param name="Damaged">Mostly UTF-8, but some bytes are not.</param>
internal sealed record TextForm(Encoding Encoding, int MarkLength, bool Damaged)
{
    /// <summary>So many bytes of valid multi-byte characters are no chance in a text of Windows-1251, where "Рі" is one by accident.</summary>
    private const int CertainlyUtf8 = 64;

    static TextForm() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TextForm Of(Stream stream)
    {
        var buffer = new byte[1 << 16];
        var filled = stream.ReadAtLeast(buffer, 256, throwOnEndOfStream: false);
        return ByMark(buffer.AsSpan(0, filled)) ?? ByZeros(buffer.AsSpan(0, Math.Min(filled, 200))) ?? ByValidity(stream, buffer, filled);
    }

    private static TextForm? ByMark(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return new(Encoding.UTF8, 3, false);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return new(Encoding.Unicode, 2, false);
        return head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? new(Encoding.BigEndianUnicode, 2, false) : null;
    }

    /// <summary>Latin letters and digits in UTF-16 have a zero as every second byte; Cyrillic ones do not, so separators and digits must be enough.</summary>
    private static TextForm? ByZeros(ReadOnlySpan<byte> head)
    {
        int even = 0, odd = 0;
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] == 0)
                _ = i % 2 == 0 ? even++ : odd++;
        }

        var enough = Math.Max(1, head.Length / 10);
        if (odd >= enough && even == 0)
            return new(Encoding.Unicode, 0, false);
        return even >= enough && odd == 0 ? new(Encoding.BigEndianUnicode, 0, false) : null;
    }

    private static TextForm ByValidity(Stream stream, byte[] buffer, int filled)
    {
        var multibyte = 0;
        while (true)
        {
            var valid = ValidPrefix(buffer.AsSpan(0, filled));
            if (multibyte < CertainlyUtf8 && buffer.AsSpan(0, valid).ContainsAnyExceptInRange((byte)0, (byte)0x7F))
                multibyte += buffer.AsSpan(0, valid).Length - CountAscii(buffer.AsSpan(0, valid));
            var rest = filled - valid;
            buffer.AsSpan(valid, rest).CopyTo(buffer);
            var read = stream.ReadAtLeast(buffer.AsSpan(rest), 1, throwOnEndOfStream: false);
            if (read == 0 && rest == 0)
                return new(Encoding.UTF8, 0, false);
            if (read == 0 || rest > 3)
                return multibyte >= CertainlyUtf8 ? new(Encoding.UTF8, 0, true) : new(Encoding.GetEncoding(1251), 0, false);
            filled = rest + read;
        }
    }

    /// <summary>Bytes up to the first that is not UTF-8; up to three at the end may belong to a character that is cut.</summary>
    private static int ValidPrefix(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
            return bytes.Length;
        for (var cut = 1; cut <= Math.Min(3, bytes.Length); cut++)
        {
            if (Utf8.IsValid(bytes[..^cut]))
                return bytes.Length - cut;
        }

        var valid = 0;
        while (Rune.DecodeFromUtf8(bytes[valid..], out _, out var length) == OperationStatus.Done)
            valid += length;
        return valid;
    }

    private static int CountAscii(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var b in bytes)
            count += b < 0x80 ? 1 : 0;
        return count;
    }
}
