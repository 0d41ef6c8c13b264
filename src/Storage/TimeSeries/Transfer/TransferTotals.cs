using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Transfer;

/// <summary>
/// How many samples there are, and a sum over them that doesn't depend on their order: two stores that agree in both hold the same samples
/// bit for bit, receive times and flags included. Not thread-safe.
/// </summary>
public sealed class TransferTotals
{
    public long Samples { get; private set; }

    public ulong Checksum { get; private set; }

    public void Add(ReadingBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        for (var i = 0; i < batch.Count; i++)
        {
            var reading = batch[i];
            var head = Mix(Mix((ulong)reading.Source.Value, (ulong)reading.EventTimeUnixMs), (ulong)reading.ReceiveTimeUnixMs ^ (ulong)reading.Flags << 56);
            foreach (var value in reading.Values)
            {
                Samples++;
                Checksum += Mix(Mix(head, value.Point), BitConverter.DoubleToUInt64Bits(value.Value));
            }
        }
    }

    public bool IsSameAs(TransferTotals other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Samples == other.Samples && Checksum == other.Checksum;
    }

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Samples} samples, checksum {Checksum:x16}");

    // The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) over both.
    private static ulong Mix(ulong a, ulong b)
    {
        var z = (a * 0x9E3779B97F4A7C15) ^ b;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
