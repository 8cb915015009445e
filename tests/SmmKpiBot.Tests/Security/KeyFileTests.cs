using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Security;
using Xunit;

namespace SmmKpiBot.Tests.Security;

public sealed class KeyFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("smmkpibot-key-").FullName;

    private string FilePath => Path.Combine(_folder, "keys", "test.key");

    [Fact]
    public void Check_MissingFile_IsCreatedForItsOwnerOnly()
    {
        Open().Check();

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        }
    }

    [Fact]
    public void Derive_AfterARestart_IsTheSame() => Assert.Equal(Open().Derive("authors"), Open().Derive("authors"));

    [Fact]
    public void Derive_OtherPurpose_IsAnotherKey() => Assert.NotEqual(Open().Derive("authors"), Open().Derive("credentials"));

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("this is no Base64 at all, but quite long enough to be a key")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Check_ShortSampleOrForeignFile_IsRefusedWithWhatToDo(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, content);

        var error = Assert.Throws<KeyFileException>(() => Open().Check());

        Assert.Contains("Security:KeyFile", error.Message, StringComparison.Ordinal);
        Assert.Contains("openssl rand -base64 32", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(FilePath));
    }

    [Fact]
    public void Check_PathThatIsAFolder_IsRefused()
    {
        Directory.CreateDirectory(FilePath);

        Assert.Throws<KeyFileException>(() => Open().Check());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private KeyFile Open() => new(Options.Create(new SecurityOptions { KeyFile = FilePath }));
}
