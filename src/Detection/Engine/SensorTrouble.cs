namespace Facilities.Detection;

/// <summary>Why a point is not to be trusted; one reason at a time.</summary>
internal enum SensorTrouble : byte
{
    None,
    Stale,
    Bad,
    Frozen,
}
