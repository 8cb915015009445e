using System.Text;

namespace SmmKpiBot.Bot.Settings;

/// <summary>What the program says to whoever called it, cleaned on its way. It leaves the writer below open.</summary>
internal sealed class TerminalWriter(TextWriter inner) : TextWriter
{
    private readonly TextWriter _inner = inner;

    public override Encoding Encoding => _inner.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value) => _inner.Write(TerminalText.Clean(value ?? ""));

    public override void WriteLine() => _inner.WriteLine();

    public override void WriteLine(string? value) => _inner.WriteLine(TerminalText.Clean(value ?? ""));

    public override void Flush() => _inner.Flush();
}
