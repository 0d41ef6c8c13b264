namespace Facilities.Simulator.Plans;

/// <summary>Keys of the asset types that can be simulated; the same keys name the asset templates.</summary>
public static class AssetTypes
{
    public const string Elevator = "elevator";
    public const string BoosterPump = "booster-pump";
    public const string FirePump = "fire-pump";
    public const string FireAlarm = "fire-alarm";
    public const string SmokeDetector = "smoke-detector";
    public const string EmergencyLight = "emergency-light";
    public const string LightingCircuit = "lighting-circuit";

    /// <summary>Not simulated: recordings of a test rig are replayed as this type.</summary>
    public const string TestRigPump = "test-rig-pump";

    /// <summary>Every type with a physical model, in the order of the domain sheet.</summary>
    public static IReadOnlyList<string> Simulated { get; } =
        [Elevator, BoosterPump, FirePump, FireAlarm, SmokeDetector, EmergencyLight, LightingCircuit];
}
