using SmmKpiBot.IntegrationTests.Canary;
using Xunit;

[assembly: AssemblyFixture(typeof(CanaryRun))]

namespace SmmKpiBot.IntegrationTests.Canary;

/// <summary>Watches from before the first test until after the last one; a hit fails the run at its end and says where it was.</summary>
public sealed class CanaryRun : IDisposable
{
    public CanaryRun() => Watch = new CanaryWatch(CanaryToken.Secret);

    internal static CanaryWatch Watch { get; private set; } = null!;

    public void Dispose()
    {
        Watch.Dispose();
        Watch.AssertUnseen();
    }
}
