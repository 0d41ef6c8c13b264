using System.Diagnostics.Metrics;

namespace Facilities.Dashboard.Circuits;

/// <summary>
/// How many browsers have a page open, and what they hold. Memory can't be told apart by page: what is counted is what the managed heap gained since nobody had a
/// page open, divided by the pages, so whatever else grew in the meantime is in it too. Thread-safe; holds five numbers, however many pages there are.
/// </summary>
internal sealed class CircuitMetrics : IDisposable
{
    public const string MeterName = "Facilities.Dashboard";

    private readonly Lock _gate = new();
    private readonly Func<long> _heap;
    private readonly Meter _meter;
    private long _opened;
    private long _closed;
    private long _evicted;
    private int _waiting;
    private long _heapWithout;

    public CircuitMetrics(IMeterFactory meters)
        : this(meters, LiveHeap)
    {
    }

    /// <param name="meters">Makes the meter.</param>
    /// <param name="heap">Bytes of managed memory in use.</param>
    internal CircuitMetrics(IMeterFactory meters, Func<long> heap)
    {
        _heap = heap;
        _heapWithout = heap();
        _meter = meters.Create(MeterName);
        _meter.CreateObservableUpDownCounter("facilities.circuits.open", () => Read().Open, "{circuit}", "Open pages, those without a connection included.");
        _meter.CreateObservableUpDownCounter("facilities.circuits.waiting", () => Read().Waiting, "{circuit}", "Open pages whose browser is away and may come back.");
        _meter.CreateObservableCounter("facilities.circuits.opened", () => Read().Opened, "{circuit}", "Pages opened.");
        _meter.CreateObservableCounter("facilities.circuits.closed", () => Read().Closed, "{circuit}", "Pages closed, those given up included.");
        _meter.CreateObservableCounter("facilities.circuits.evicted", () => Read().Evicted, "{circuit}", "Pages given up because their browser didn't come back.");
        _meter.CreateObservableGauge("facilities.circuits.memory", () => Read().BytesPerCircuit, "By", "What the managed heap gained since no page was open, for each open page.");
    }

    public void Opened()
    {
        lock (_gate)
        {
            if (_opened == _closed) _heapWithout = _heap();
            _opened++;
        }
    }

    /// <param name="evicted">Its browser was away and didn't come back in time.</param>
    public void Closed(bool evicted)
    {
        lock (_gate)
        {
            _closed++;
            if (evicted) _evicted++;
        }
    }

    /// <summary>A browser went away or came back.</summary>
    public void Away(bool isAway)
    {
        lock (_gate) _waiting += isAway ? 1 : -1;
    }

    public CircuitCounts Read()
    {
        lock (_gate) return new CircuitCounts((int)(_opened - _closed), _waiting, _opened, _closed, _evicted, _heap(), _heapWithout);
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>As the last collection left it: what was already garbage then, and holes, don't count; what was allocated since neither.</summary>
    private static long LiveHeap()
    {
        var last = GC.GetGCMemoryInfo(GCKind.Any);
        return last.Index == 0 ? GC.GetTotalMemory(forceFullCollection: false) : last.HeapSizeBytes - last.FragmentedBytes;
    }
}
