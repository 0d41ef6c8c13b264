namespace Facilities.Mqtt;

/// <summary>How far the application's journal is safely on disk. Positions only grow.</summary>
public interface IMqttDurability
{
    /// <summary>Everything decided with <see cref="MqttPublishDecision.DurableAt"/> ≤ this may be acknowledged. Any thread.</summary>
    long Through { get; }

    /// <summary>Registers for advances. <see cref="MqttServer"/> registers once, not once per connection.</summary>
    void Register(IMqttDurabilityObserver observer);

    /// <summary>Ends a registration; unknown observers are ignored.</summary>
    void Unregister(IMqttDurabilityObserver observer);
}
