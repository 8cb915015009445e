namespace SmmKpiBot.Sources.Import.Files;

/// <summary>Opens a text file whatever it is encoded in, as an import of figures does.</summary>
public static class TextFile
{
    /// <exception cref="InvalidDataException">It is UTF-8, but some of its characters are damaged.</exception>
    public static StreamReader Open(string path)
    {
        var content = Seekable(File.OpenRead(path));
        try
        {
            var form = TextForm.Of(content);
            if (form.Damaged)
                throw new InvalidDataException($"{path} is UTF-8 with damaged characters: save it again as UTF-8.");
            content.Position = form.MarkLength;
            return new StreamReader(content, form.Encoding, detectEncodingFromByteOrderMarks: false);
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <summary>What comes through a pipe is read once only, and the first look is for its encoding.</summary>
    private static Stream Seekable(FileStream content)
    {
        if (content.CanSeek)
            return content;
        using (content)
        {
            var whole = new MemoryStream();
            content.CopyTo(whole);
            whole.Position = 0;
            return whole;
        }
    }
}
