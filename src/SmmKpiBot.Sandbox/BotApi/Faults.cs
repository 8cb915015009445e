namespace SmmKpiBot.Sandbox.BotApi;

/// <summary>The faults that are switched on. The first that hits a call decides.</summary>
internal sealed class Faults
{
    private readonly Lock _gate = new();
    private readonly List<(Fault Fault, int? Left)> _faults = [];

    public IReadOnlyList<Fault> Active
    {
        get
        {
            lock (_gate)
            {
                return [.. _faults.Select(entry => entry.Fault)];
            }
        }
    }

    public Fault Add(Fault fault)
    {
        lock (_gate)
        {
            _faults.Add((fault, fault.Times));
        }

        return fault;
    }

    public void Remove(Fault fault)
    {
        lock (_gate)
        {
            _faults.RemoveAll(entry => ReferenceEquals(entry.Fault, fault));
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    /// <summary>The fault that hits this call, used up once; null when it may pass.</summary>
    public Fault? Take(BotApiCall call)
    {
        lock (_gate)
        {
            var index = _faults.FindIndex(entry => entry.Fault.Hits(call));
            if (index < 0)
            {
                return null;
            }

            var (fault, left) = _faults[index];
            if (left == 1)
            {
                _faults.RemoveAt(index);
            }
            else
            {
                _faults[index] = (fault, left - 1);
            }

            return fault;
        }
    }
}
