namespace SmmKpiBot.Sources.Import.Files;

/// <summary>Opens a text file whatever it is encoded in, as an import of figures does.</summary>
public static class TextFile
{
    /// <exception cref="InvalidDataException">It is UTF-8, but some of its characters are damaged.</exception>
    public static StreamReader Open(string path)
    {
        var content = File.OpenRead(path);
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
}
