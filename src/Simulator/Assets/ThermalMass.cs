namespace Facilities.Simulator.Assets;

/// <summary>A body that follows its target temperature with a first-order lag: dT/dt = (target − T)/τ.</summary>
internal sealed class ThermalMass(TimeSpan timeConstant, double startC)
{
    public double Celsius { get; private set; } = startC;

    public double Follow(double targetC, double seconds) =>
        Celsius += (targetC - Celsius) * (1 - Math.Exp(-seconds / timeConstant.TotalSeconds));
}
