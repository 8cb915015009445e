using System.Runtime.ExceptionServices;
using SmmKpiBot.Sandbox.Networks.Graph;

namespace SmmKpiBot.IntegrationTests.Canary;

/// <summary>Looks at every exception when it is thrown, whether or not somebody catches it.</summary>
internal sealed class CanaryExceptions : IDisposable
{
    [ThreadStatic]
    private static bool _isLooking;

    private readonly CanaryWatch _watch;

    public CanaryExceptions(CanaryWatch watch)
    {
        _watch = watch;
        AppDomain.CurrentDomain.FirstChanceException += Look;
    }

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Look;

    private void Look(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        // An exception while one is turned into text comes here again.
        if (_isLooking || IsForeign(thrown.Exception))
            return;
        _isLooking = true;
        try
        {
            _watch.Look("exception", thrown.Exception.GetType().Name, thrown.Exception.ToString());
        }
        finally
        {
            _isLooking = false;
        }
    }

    /// <summary>What a stand-in of a network refuses with is the network's (some repeat secrets on purpose), and other watches say what they saw.</summary>
    private static bool IsForeign(Exception exception) => exception is CanarySeenException || exception.GetType().Assembly == typeof(GraphServer).Assembly;
}
