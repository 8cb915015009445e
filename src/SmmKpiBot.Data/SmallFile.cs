using System.Text;

namespace SmmKpiBot.Data;

/// <summary>Files that hold little. It is counted while they are read: a device or a pipe does not say how much comes out of it, and may never end.</summary>
public static class SmallFile
{
    /// <summary>The most that a file with a secret may hold: keys of service accounts are the longest.</summary>
    public const int LargestSecret = 16 * 1024;

    /// <summary>The text of the file; null when it holds more than <paramref name="most"/> bytes.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string? ReadText(string path, int most)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[most + 1];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > most)
            return null;
        using var reader = new StreamReader(new MemoryStream(bytes, 0, length), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
