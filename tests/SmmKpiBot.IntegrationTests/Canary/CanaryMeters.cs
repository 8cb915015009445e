using System.Diagnostics.Metrics;

namespace SmmKpiBot.IntegrationTests.Canary;

/// <summary>Looks at the tags of every measurement in the process.</summary>
internal sealed class CanaryMeters : IDisposable
{
    private readonly CanaryWatch _watch;
    private readonly MeterListener _listener;

    public CanaryMeters(CanaryWatch watch)
    {
        _watch = watch;
        _listener = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        _listener.SetMeasurementEventCallback<byte>(Look);
        _listener.SetMeasurementEventCallback<short>(Look);
        _listener.SetMeasurementEventCallback<int>(Look);
        _listener.SetMeasurementEventCallback<long>(Look);
        _listener.SetMeasurementEventCallback<float>(Look);
        _listener.SetMeasurementEventCallback<double>(Look);
        _listener.SetMeasurementEventCallback<decimal>(Look);
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    private void Look<T>(Instrument instrument, T measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        foreach (var (key, value) in tags)
            _watch.Look("metric", $"{instrument.Name} {key}", value?.ToString());
    }
}
