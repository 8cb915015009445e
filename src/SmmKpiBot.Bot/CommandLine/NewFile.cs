namespace SmmKpiBot.Bot.CommandLine;

/// <summary>Files that hold a client's data: new, and for their owner only (mode 0600).</summary>
internal static class NewFile
{
    /// <exception cref="CommandLineException">The file is there already, or its folder is not.</exception>
    public static FileStream Create(string path)
    {
        if (File.Exists(path))
        {
            throw new CommandLineException($"{path} is there already: name another file, or move that one away.");
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new FileStream(path, options);
        }
        catch (DirectoryNotFoundException)
        {
            throw new CommandLineException($"The folder of {path} does not exist: create it, or name another file.");
        }
    }
}
