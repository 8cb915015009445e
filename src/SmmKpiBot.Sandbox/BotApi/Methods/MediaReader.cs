using SmmKpiBot.Sandbox.BotApi.State;

namespace SmmKpiBot.Sandbox.BotApi.Methods;

/// <summary>Takes the file of a call: an upload, or the id of a stored one. Nothing is fetched from addresses.</summary>
internal sealed class MediaReader(World world)
{
    private const int MaxPhotoBytes = 10 * 1024 * 1024;
    private const int MaxPhotoSides = 10_000;
    private const int MaxPhotoRatio = 20;

    public TelegramFile Photo(ApiArguments arguments, string reference)
    {
        var file = Any(arguments, reference, "photo.png", MaxPhotoBytes, "photo");
        if (file.Width == 0 || file.Height == 0)
        {
            throw ApiException.BadRequest("IMAGE_PROCESS_FAILED");
        }

        var ratio = (double)Math.Max(file.Width, file.Height) / Math.Min(file.Width, file.Height);
        return file.Width + file.Height > MaxPhotoSides || ratio > MaxPhotoRatio ? throw ApiException.BadRequest("PHOTO_INVALID_DIMENSIONS") : file;
    }

    public TelegramFile Document(ApiArguments arguments, string reference) => Any(arguments, reference, "file", 50 * 1024 * 1024, "document");

    private TelegramFile Any(ApiArguments arguments, string reference, string defaultName, int maxBytes, string kind)
    {
        if (arguments.FileOf(reference) is not { } upload)
        {
            return world.FindFile(reference) ?? throw ApiException.BadRequest("wrong file identifier/HTTP URL specified");
        }

        if (upload.Bytes.Length == 0)
        {
            throw ApiException.BadRequest("file must be non-empty");
        }

        if (upload.Bytes.Length > maxBytes)
        {
            throw ApiException.BadRequest($"file of size {upload.Bytes.Length} bytes is too big for a {kind}; the maximum size is {maxBytes} bytes");
        }

        var name = upload.FileName is "" or "file" ? defaultName : upload.FileName;
        return world.AddFile(name, upload.Bytes);
    }
}
