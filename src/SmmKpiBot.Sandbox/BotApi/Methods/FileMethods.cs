using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.BotApi.State;

namespace SmmKpiBot.Sandbox.BotApi.Methods;

/// <summary>Files that people sent.</summary>
internal sealed class FileMethods(World world)
{
    private const int MaxDownloadBytes = 20 * 1024 * 1024;

    public void AddTo(MethodTable table) => table.Add("getFile", GetFile);

    private JsonObject GetFile(ApiArguments arguments)
    {
        var file = world.FindFile(arguments.Text("file_id") ?? "") ?? throw ApiException.BadRequest("invalid file_id");
        if (file.Bytes.Length > MaxDownloadBytes)
        {
            throw ApiException.BadRequest("file is too big");
        }

        return new JsonObject
        {
            ["file_id"] = file.Id,
            ["file_unique_id"] = file.UniqueId,
            ["file_size"] = file.Bytes.Length,
            ["file_path"] = file.Path,
        };
    }
}
