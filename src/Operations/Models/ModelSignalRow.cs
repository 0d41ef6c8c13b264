namespace Facilities.Operations.Models;

/// <summary>A signal of a model.</summary>
/// <param name="Point">Key of the point.</param>
/// <param name="Level">Mean in the training, in the point's unit.</param>
/// <param name="Spread">Standard deviation of the smoothed residual, in the point's unit.</param>
/// <param name="Explained">Share of its variance that the drivers explain in hours held out, 0 to 1.</param>
public sealed record ModelSignalRow(string Point, double Level, double Spread, double Explained);
