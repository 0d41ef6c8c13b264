namespace Facilities.Telemetry;

/// <summary>The thing whose points are measured. Numerically the asset's id; zero is never a source.</summary>
public readonly record struct SourceId(int Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
