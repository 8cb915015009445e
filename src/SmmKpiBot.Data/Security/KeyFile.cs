using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace SmmKpiBot.Data.Security;

/// <summary>The secret outside the database. Read when first needed; a missing file is created with mode 0600, a bad one is refused.</summary>
public sealed class KeyFile(IOptions<SecurityOptions> options)
{
    private const int KeyBytes = 32;
    private readonly Lazy<(byte[] Key, bool Created)> _key = new(() => ReadOrCreate(options.Value.KeyFile));

    /// <summary>There was no file, so that one was made just now.</summary>
    public bool WasCreated => _key.Value.Created;

    /// <summary>A key for one use only, derived from the file's.</summary>
    /// <exception cref="KeyFileException">The key file is short, a sample, or cannot be read or created.</exception>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key.Value.Key, KeyBytes, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>Reads or creates the key file now, so that a bad one stops the start and not the first message.</summary>
    public void Check() => _ = _key.Value;

    private static (byte[] Key, bool Created) ReadOrCreate(string path)
    {
        try
        {
            return File.Exists(path) ? (Read(path), false) : Create(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"Security:KeyFile '{path}' cannot be read or created: {exception.Message} Give the program's user access to it.", exception);
        }
    }

    private static byte[] Read(string path)
    {
        var text = (SmallFile.ReadText(path, SmallFile.LargestSecret) ?? throw new KeyFileException($"Security:KeyFile '{path}' is too large for a key.")).Trim();
        var key = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, key, out var length) || length < KeyBytes)
        {
            throw new KeyFileException($"Security:KeyFile '{path}' must hold at least {KeyBytes} random bytes in Base64; make one with: openssl rand -base64 {KeyBytes}");
        }

        key = key[..length];
        if (key.Distinct().Count() < KeyBytes / 4)
        {
            throw new KeyFileException($"Security:KeyFile '{path}' holds a sample, not a random key; make one with: openssl rand -base64 {KeyBytes}");
        }

        return key;
    }

    private static (byte[] Key, bool Created) Create(string path)
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        // Written aside and moved, so that of two processes starting at once both use the key that stays.
        var draft = $"{path}.{Guid.NewGuid():N}";
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new StreamWriter(draft, Encoding.ASCII, create))
        {
            file.WriteLine(Convert.ToBase64String(key));
        }

        try
        {
            File.Move(draft, path, overwrite: false);
            return (key, true);
        }
        catch (IOException)
        {
            File.Delete(draft);
            if (!File.Exists(path))
            {
                throw;
            }

            return (Read(path), false);
        }
    }
}

/// <summary>The key file cannot be used; the message says why and what to do.</summary>
public sealed class KeyFileException : Exception
{
    public KeyFileException(string message)
        : base(message)
    {
    }

    public KeyFileException()
    {
    }

    public KeyFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
