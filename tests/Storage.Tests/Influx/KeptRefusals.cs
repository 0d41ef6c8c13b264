using Facilities.Storage.TimeSeries.Influx;

namespace Facilities.Storage.Tests.Influx;

/// <summary>Keeps what was refused in memory; may be told to fail.</summary>
internal sealed class KeptRefusals : IRefusedSamples
{
    private readonly List<RefusedLine> _kept = [];

    /// <summary>So many calls fail first.</summary>
    public int Failures { get; set; }

    public IReadOnlyList<RefusedLine> Kept
    {
        get
        {
            lock (_kept) return [.. _kept];
        }
    }

    public ValueTask KeepAsync(IReadOnlyList<RefusedLine> refused, CancellationToken cancellationToken)
    {
        lock (_kept)
        {
            if (Failures-- > 0) throw new IOException("The disk is full.");
            _kept.AddRange(refused);
        }

        return ValueTask.CompletedTask;
    }
}
