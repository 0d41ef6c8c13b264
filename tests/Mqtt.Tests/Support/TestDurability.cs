namespace Facilities.Mqtt.Tests;

/// <summary>A journal whose fsync is the test's.</summary>
internal sealed class TestDurability : IMqttDurability
{
    private readonly List<IMqttDurabilityObserver> _observers = [];
    private long _through;

    public long Through => Volatile.Read(ref _through);

    public void Register(IMqttDurabilityObserver observer) => _observers.Add(observer);

    public void Unregister(IMqttDurabilityObserver observer) => _observers.Remove(observer);

    public void Advance(long through)
    {
        Volatile.Write(ref _through, through);
        foreach (var observer in _observers.ToArray())
            observer.OnDurable(through);
    }
}
