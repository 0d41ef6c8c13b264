using Facilities.Mqtt;
using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Ingest.Pipeline;

/// <summary>Tells the MQTT server how far the journal is safe, so that it sends the acknowledgements that wait for it. Thread-safe.</summary>
internal sealed class JournalDurability(JournalHandle journal) : IMqttDurability, IDurabilityObserver
{
    private readonly Lock _lock = new();
    private volatile IMqttDurabilityObserver[] _observers = [];
    private bool _listening;

    public long Through => journal.IsOpen ? journal.Journal.DurableThrough.Offset : 0;

    public void Register(IMqttDurabilityObserver observer)
    {
        lock (_lock)
        {
            _observers = [.. _observers, observer];
            Listen();
        }
    }

    public void Unregister(IMqttDurabilityObserver observer)
    {
        lock (_lock) _observers = [.. _observers.Where(other => other != observer)];
    }

    /// <summary>Once the journal is open; the MQTT server may have registered before.</summary>
    public void Opened()
    {
        lock (_lock) Listen();
    }

    public void OnDurable(JournalPosition through)
    {
        foreach (var observer in _observers) observer.OnDurable(through.Offset);
    }

    private void Listen()
    {
        if (_listening || !journal.IsOpen) return;
        _listening = true;
        journal.Journal.Register(this);
    }
}
