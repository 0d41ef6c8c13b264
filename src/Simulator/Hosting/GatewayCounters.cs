using Facilities.Mqtt;

namespace Facilities.Simulator.Hosting;

/// <summary>What a gateway has done. Thread-safe.</summary>
internal sealed class GatewayCounters : IMqttPublishObserver
{
    private long _acknowledged;
    private long _refused;
    private long _dropped;

    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Answered with a reason code of 0x80 or above: the service keeps them as rejects, sending again would change nothing.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    public long Dropped => Interlocked.Read(ref _dropped);

    public void CountDropped() => Interlocked.Increment(ref _dropped);

    void IMqttPublishObserver.Acknowledged(long tag, MqttReasonCode reasonCode)
    {
        Interlocked.Increment(ref _acknowledged);
        if ((byte)reasonCode >= 0x80) Interlocked.Increment(ref _refused);
    }
}
