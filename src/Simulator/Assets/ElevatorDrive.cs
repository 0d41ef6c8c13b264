namespace Facilities.Simulator.Assets;

/// <summary>What a trip shows of machine, brake, rope and guides. Levels are fault levels (0 healthy, 1 a clear case).</summary>
internal sealed class ElevatorDrive(SeededRandom random, double ratedCurrentA, double ratedSpeed)
{
    /// <summary>The counterweight balances this load, so that a half-full car needs the least torque.</summary>
    private const double BalancedLoad = 0.47;

    /// <summary>The motor loses its heat with this time constant.</summary>
    private static readonly double CoolingMs = TimeSpan.FromMinutes(45).TotalMilliseconds;

    // Every lift is a little different: what "normal" is has to be learnt.
    private readonly double _vibZ = random.Between(0.10, 0.15);
    private readonly double _vibXy = random.Between(0.07, 0.11);
    private readonly double _brakeMs = random.Between(130, 190);
    private readonly double _stopMm = random.Between(85, 125) * ratedSpeed / 1.75;

    private double _motorRiseK = 8;
    private long _cooledAtUnixMs;

    /// <summary>Motor temperature over ambient at <paramref name="unixMs"/>, in K.</summary>
    public double MotorRiseAt(long unixMs)
    {
        if (_cooledAtUnixMs != 0) _motorRiseK *= Math.Exp(-(unixMs - _cooledAtUnixMs) / CoolingMs);
        _cooledAtUnixMs = unixMs;
        return _motorRiseK;
    }

    /// <summary>
    /// Running current in A: idle share plus torque, which is the imbalance of car and counterweight against the direction;
    /// a driving load needs less than a lifted one but, with an inverter's losses, never nothing.
    /// </summary>
    public double Current(double loadPct, bool up, double bearing)
    {
        var imbalance = (loadPct / 100 - BalancedLoad) * (up ? 1 : -1);
        var torque = imbalance >= 0 ? imbalance : -0.35 * imbalance;
        return ratedCurrentA * (0.28 + 1.15 * torque) * (1 + 0.18 * bearing) * (1 + 0.015 * random.Normal());
    }

    /// <summary>Warms the motor by a trip: losses follow the square of the current.</summary>
    public void Warm(long unixMs, double currentA, double seconds, double bearing)
    {
        var rise = MotorRiseAt(unixMs);
        var share = currentA / ratedCurrentA;
        _motorRiseK = rise + (0.9 * share * share * seconds / 12) * (1 + 0.8 * bearing) + 0.03 * bearing * seconds;
    }

    public double VibZ(double speed, double bearing) =>
        _vibZ * (0.75 + 0.25 * speed / ratedSpeed) * (1 + 1.8 * bearing) * Noise(0.05);

    public double VibXy(double speed, double guides) =>
        _vibXy * (0.7 + 0.3 * speed / ratedSpeed) * (1 + 1.3 * guides) * Noise(0.06);

    public double BrakeReleaseMs(double wear) => _brakeMs * (1 + 0.5 * wear) * Noise(0.025);

    /// <summary>A loaded car going down stops later than an empty one.</summary>
    public double StopDistanceMm(double loadPct, bool up, double wear) =>
        _stopMm * (1 + 0.06 * (loadPct / 100 - BalancedLoad) * (up ? -1 : 1)) * (1 + 0.5 * wear) * Noise(0.03);

    /// <summary>Signed distance from the landing in mm; rope stretch lowers a full car.</summary>
    public double LevelingMm(double loadPct, double drift, double wear) =>
        1.5 - 3 * loadPct / 100 + 25 * drift - 12 * wear + 1.4 * random.Normal();

    private double Noise(double share) => 1 + share * random.Normal();
}
