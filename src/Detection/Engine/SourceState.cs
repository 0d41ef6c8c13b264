using Facilities.Telemetry;

namespace Facilities.Detection;

/// <summary>Everything remembered about one source. Written by the engine's thread; pages read copies under <see cref="Version"/>.</summary>
internal sealed class SourceState
{
    private int _version;

    public SourceState(SourceId source, DetectionProfile profile, int slot)
    {
        Source = source;
        Profile = profile;
        Compiled = profile.Compiled;
        Slot = slot;
        Points = new PointState[Compiled.Points.Length];
        foreach (ref var point in Points.AsSpan()) point.Value = double.NaN;
        Rules = new RuleState[Compiled.Rules.Length];
        Cells = Compiled.EmptyCells.Length == 0 ? [] : [.. Compiled.EmptyCells];
        Vectors = Compiled.Vectors.Length == 0 ? [] : [.. Compiled.Vectors.Select(v => new VectorState(v))];
        NextPointDue = long.MaxValue;
    }

    public SourceId Source { get; }

    public DetectionProfile Profile { get; }

    public CompiledProfile Compiled { get; }

    /// <summary>Place in the due queue.</summary>
    public int Slot { get; }

    public PointState[] Points { get; }

    public RuleState[] Rules { get; }

    /// <summary>Memory of the conditions, see <see cref="LeafNode.Place"/>.</summary>
    public double[] Cells { get; }

    public VectorState[] Vectors { get; }

    /// <summary>Rules that must be judged with every reading, because time between readings counts for them.</summary>
    public ulong Pending { get; set; }

    /// <summary>Every rule, bit by index.</summary>
    public ulong AllRules => Rules.Length == 64 ? ulong.MaxValue : (1ul << Rules.Length) - 1;

    /// <summary>Rules held back by the host.</summary>
    public ulong Suppressed { get; set; }

    /// <summary>Silence rules that were already asked in the present silence.</summary>
    public ulong SilenceAsked { get; set; }

    /// <summary>Points (bit by index) whose values are not believed for now, though no sensor finding stands: see <see cref="Standstill"/>.</summary>
    public ulong Doubted { get; set; }

    /// <summary>Newest event time.</summary>
    public long LastEventMs { get; set; }

    public long LastReceiveMs { get; set; }

    /// <summary>Event time of the last sign of life: any reading that was not already stale when it came.</summary>
    public long LastLifeMs { get; set; }

    /// <summary>Event time of the first reading after a pause; points get a whole stale limit from here before they are missed.</summary>
    public long ReturnedMs { get; set; }

    /// <summary>Earliest event time at which a point may be missed.</summary>
    public long NextPointDue { get; set; }

    /// <summary>Onset of the open finding about the asset's silence; 0 if there is none.</summary>
    public long SilentSince { get; set; }

    public long SilenceDetected { get; set; }

    /// <summary>Something was raised from late data and waits for the rest of the batch: receive time of the first such; 0 if not.</summary>
    public long LateSince { get; set; }

    /// <summary>Receive time of the newest late reading while <see cref="LateSince"/> is set.</summary>
    public long LateReceive { get; set; }

    /// <param name="point">Index.</param>
    /// <param name="allTheSame">It counts all the same, as long as anything of the source is believed.</param>
    public bool IsDoubted(int point, bool allTheSame = false) =>
        point < 64 && (Doubted & (1ul << point)) != 0 && (!allTheSame || Doubted == ulong.MaxValue);

    /// <summary>Odd while the engine writes. A reader copies, then compares.</summary>
    public int Version => Volatile.Read(ref _version);

    public void BeginWrite() => Interlocked.Increment(ref _version);

    public void EndWrite() => Volatile.Write(ref _version, _version + 1);
}
