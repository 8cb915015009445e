using SmmKpiBot.Sources.Import.Tables;

namespace SmmKpiBot.Sources.Import.Files;

/// <summary>A file on disk that can be read twice: the user's own, or a temporary copy of a stream that is deleted when done.</summary>
internal sealed class SpooledFile : IDisposable
{
    private readonly bool _temporary;

    private SpooledFile(string path, bool temporary)
    {
        Path = path;
        Length = new FileInfo(path).Length;
        _temporary = temporary;
    }

    public string Path { get; }

    public long Length { get; }

    public static async Task<SpooledFile> OpenAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        if (request.Path is not { } path)
            return await SpoolAsync(request.Content ?? throw new ArgumentException("An import needs a path or a stream.", nameof(request)), request, cancellationToken);

        // A pipe has a path too, but can be read only once.
        await using var content = File.OpenRead(path);
        return content.CanSeek ? new SpooledFile(path, temporary: false) : await SpoolAsync(content, request, cancellationToken);
    }

    public FileStream Read() => new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 17, FileOptions.SequentialScan);

    public void RefuseAbove(long mostBytes)
    {
        if (Length > mostBytes)
            throw TooLong(mostBytes);
    }

    public void Dispose()
    {
        if (_temporary)
            File.Delete(Path);
    }

    private static async Task<SpooledFile> SpoolAsync(Stream content, ImportRequest request, CancellationToken cancellationToken)
    {
        var copy = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());
        try
        {
            await CopyAsync(content, copy, request.Limited ? ImportLimits.Strict.FileBytes : long.MaxValue, cancellationToken);
            return new SpooledFile(copy, temporary: true);
        }
        catch
        {
            File.Delete(copy);
            throw;
        }
    }

    private static async Task CopyAsync(Stream content, string path, long mostBytes, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(path, options);
        var buffer = new byte[1 << 16];
        var copied = 0L;
        while (await content.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            copied += read;
            if (copied > mostBytes)
                throw TooLong(mostBytes);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private static TableException TooLong(long mostBytes) =>
        new(new Wording(
            $"файл не може бути більшим за {mostBytes / (1024 * 1024)} МБ: поділіть його за періодами або імпортуйте як CSV на сервері",
            $"a file of at most {mostBytes / (1024 * 1024)} MB; split it by period, or import it as CSV on the command line"));
}
