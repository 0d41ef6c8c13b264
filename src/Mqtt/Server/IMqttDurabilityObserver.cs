namespace Facilities.Mqtt;

/// <summary>Is told after <see cref="IMqttDurability.Through"/> has advanced.</summary>
public interface IMqttDurabilityObserver
{
    /// <summary>
    /// Called once per group commit, after <see cref="IMqttDurability.Through"/> shows the new value, from any one thread at
    /// a time. Never blocks and never throws.
    /// </summary>
    void OnDurable(long through);
}
