using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SmmKpiBot.Data.Database;

/// <summary>
/// A backup: an SQLite database of our schema, whichever engine it was taken from, with a seal behind it: a mark, the instant, and the SHA-256 of all
/// before. SQLite itself reads the file as it is.
/// </summary>
internal static class BackupFile
{
    private const int SealLength = 8 + 8 + SHA256.HashSizeInBytes;
    private const int ApplicationIdOffset = 68;

    private static ReadOnlySpan<byte> Mark => "SMKBSEAL"u8;

    private static ReadOnlySpan<byte> SqliteMark => "SQLite format 3\0"u8;

    /// <summary>Adds the seal to a finished database file.</summary>
    public static async Task SealAsync(string path, DateTimeOffset takenAt, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var head = new byte[SealLength];
        Mark.CopyTo(head);
        BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(8), takenAt.UtcTicks);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await HashAsync(file, file.Length, hash, cancellationToken);
        hash.AppendData(head, 0, 16);
        hash.GetHashAndReset().CopyTo(head, 16);
        file.Seek(0, SeekOrigin.End);
        await file.WriteAsync(head, cancellationToken);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Does the file begin and end as a backup does?</summary>
    public static bool HasMarks(string path)
    {
        using var file = Open(path);
        var header = new byte[ApplicationIdOffset + sizeof(int)];
        var mark = new byte[Mark.Length];
        if (file.Length < header.Length + SealLength)
            return false;

        file.ReadExactly(header);
        file.Seek(-SealLength, SeekOrigin.End);
        file.ReadExactly(mark);
        return header.AsSpan(0, SqliteMark.Length).SequenceEqual(SqliteMark)
            && BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(ApplicationIdOffset)) == SqliteEngine.ApplicationId
            && mark.AsSpan().SequenceEqual(Mark);
    }

    /// <summary>Copies the database in a backup to <paramref name="target"/> and gives the instant it was taken at.</summary>
    /// <exception cref="DatabaseException">The file is damaged or of another program.</exception>
    public static async Task<DateTimeOffset> UnsealAsync(string path, string target, CancellationToken cancellationToken)
    {
        await using var file = Open(path);
        RequireOurs(file, path);
        var length = file.Length - SealLength;
        var seal = new byte[SealLength];
        file.Position = Math.Max(length, 0);
        await file.ReadAtLeastAsync(seal, SealLength, throwOnEndOfStream: false, cancellationToken);
        if (length <= 0 || !seal.AsSpan(0, 8).SequenceEqual(Mark))
            throw new DatabaseException($"{path} is damaged: its end is missing. Take another backup.");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        file.Position = 0;
        await using (var copy = PrivateFile.Create(target))
            await HashAsync(file, length, hash, cancellationToken, copy);
        hash.AppendData(seal, 0, 16);
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(seal.AsSpan(16)))
            throw new DatabaseException($"{path} is damaged: its content is not what was written. Take another backup.");
        return new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(seal.AsSpan(8)), TimeSpan.Zero);
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private static void RequireOurs(FileStream file, string path)
    {
        var header = new byte[100];
        var read = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (!header.AsSpan(0, SqliteMark.Length).SequenceEqual(SqliteMark))
            throw new DatabaseException(read == 0 ? $"{path} is empty." : $"{path} is no backup of this program.");
        if (BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(ApplicationIdOffset)) != SqliteEngine.ApplicationId)
            throw new DatabaseException($"{path} is a database of another program.");
    }

    private static async Task HashAsync(FileStream file, long length, IncrementalHash hash, CancellationToken cancellationToken, Stream? copy = null)
    {
        var buffer = new byte[1 << 17];
        while (length > 0)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length)), cancellationToken);
            if (read == 0)
                throw new EndOfStreamException();
            hash.AppendData(buffer, 0, read);
            if (copy is not null)
                await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            length -= read;
        }
    }
}
