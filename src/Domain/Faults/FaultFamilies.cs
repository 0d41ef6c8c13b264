namespace Facilities.Domain.Faults;

/// <summary>Families the loop itself treats apart; all others are keys of the asset templates.</summary>
public static class FaultFamilies
{
    public const string Entrapment = "entrapment";

    /// <summary>The sensor, not the asset, is at fault.</summary>
    public const string Sensor = "sensor";

    /// <summary>The asset is silent.</summary>
    public const string Comms = "comms";

    /// <summary>An anomaly that no rule explains.</summary>
    public const string Unexplained = "unexplained";
}
