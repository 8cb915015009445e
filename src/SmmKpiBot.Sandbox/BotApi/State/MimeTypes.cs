namespace SmmKpiBot.Sandbox.BotApi.State;

/// <summary>Types of the files that people send to a bot of figures.</summary>
internal static class MimeTypes
{
    public static string Of(string fileName) => System.IO.Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".csv" => "text/csv",
        ".txt" => "text/plain",
        ".pdf" => "application/pdf",
        ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".zip" => "application/zip",
        _ => "application/octet-stream",
    };
}
