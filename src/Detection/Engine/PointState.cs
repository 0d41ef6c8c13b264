namespace Facilities.Detection;

/// <summary>A point's last usable value and the state of its sensor. 40 bytes.</summary>
internal struct PointState
{
    public double Value;

    /// <summary>Event time of the value, or of the last unusable one if that is newer.</summary>
    public long EventMs;

    /// <summary>Event time at which the value last became different.</summary>
    public long ChangedMs;

    /// <summary>Onset of <see cref="Trouble"/>, or first of the unusable values in a row.</summary>
    public long TroubleMs;

    public PointFlags Flags;

    /// <summary>A finding about this is open.</summary>
    public SensorTrouble Trouble;

    /// <summary>Unusable values in a row, at most 255.</summary>
    public byte BadCount;

    /// <summary>Usable values in a row while a finding is open.</summary>
    public byte GoodCount;

    /// <summary>Samples with this very value, at most 255.</summary>
    public byte SameCount;

    /// <summary>Longest run of equal samples, zeros aside, that it is known to make while it works; see <see cref="Standstill"/>.</summary>
    public byte LongestSame;

    /// <summary>Changes of value, at most 255.</summary>
    public byte Moves;
}
