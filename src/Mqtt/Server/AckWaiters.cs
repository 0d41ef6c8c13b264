namespace Facilities.Mqtt;

/// <summary>
/// Connections that wait for durability, each with the position of its oldest acknowledgement, so that an advance wakes exactly
/// those that have something to send. A connection is in here at most once. Thread-safe.
/// </summary>
internal sealed class AckWaiters
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<MqttConnection, long> _byPosition = new();

    public void Add(MqttConnection connection, long durableAt)
    {
        lock (_gate)
            _byPosition.Enqueue(connection, durableAt);
    }

    /// <summary>Wakes every connection whose oldest acknowledgement is durable.</summary>
    public void Release(long through)
    {
        lock (_gate)
        {
            while (_byPosition.TryPeek(out _, out var durableAt) && durableAt <= through)
                _byPosition.Dequeue().AcksDue();
        }
    }
}
