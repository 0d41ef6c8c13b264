namespace Facilities.Mqtt;

/// <summary>For a server without a journal: acknowledge at once.</summary>
internal sealed class EverythingIsDurable : IMqttDurability
{
    public long Through => long.MaxValue;

    public void Register(IMqttDurabilityObserver observer)
    {
    }

    public void Unregister(IMqttDurabilityObserver observer)
    {
    }
}
