namespace Facilities.Detection;

/// <summary>What a model looks at. Immutable.</summary>
/// <param name="Drivers">Keys of the points that say how it is operated: load, flow, ambient temperature.</param>
/// <param name="Signals">What is expected from them; at most 16.</param>
/// <param name="SmoothingHours">Hours of operation over which a departure is averaged, exponentially.</param>
public sealed record ModelShape(IReadOnlyList<string> Drivers, IReadOnlyList<ModelSignal> Signals, int SmoothingHours)
{
    /// <summary>More would make the smallest training too small.</summary>
    public const int MostSignals = 16;
}
