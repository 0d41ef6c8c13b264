namespace Facilities.Mqtt;

/// <summary>Bytes that wait in the queues of all sessions together. Thread-safe.</summary>
internal sealed class QueueBudget(long limitBytes)
{
    private long _used;

    /// <summary>Bytes waiting now.</summary>
    public long UsedBytes => Interlocked.Read(ref _used);

    /// <summary>Whether what waits for absent clients may grow.</summary>
    public bool HasRoom => UsedBytes < limitBytes;

    public void Add(int bytes) => Interlocked.Add(ref _used, bytes);
}
