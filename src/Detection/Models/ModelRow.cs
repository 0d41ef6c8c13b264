namespace Facilities.Detection;

/// <summary>One hour of operation, in the order of the shape; NaN where nothing usable was measured.</summary>
/// <param name="Hour">Hours since 1970, UTC.</param>
/// <param name="Drivers">Means; of a counter its growth.</param>
/// <param name="Signals">Means.</param>
public sealed record ModelRow(int Hour, IReadOnlyList<double> Drivers, IReadOnlyList<double> Signals);
