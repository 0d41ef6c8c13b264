namespace Facilities.Detection;

/// <summary>What is known about a point's last value.</summary>
[Flags]
internal enum PointFlags : byte
{
    None = 0,

    /// <summary>It has reported at least once.</summary>
    Seen = 1,

    /// <summary>Its value was past the stale limit when it came (retained message): shown, never judged.</summary>
    Held = 2,
}
