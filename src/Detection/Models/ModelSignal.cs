namespace Facilities.Detection;

/// <summary>A slow signal that a model expects from its drivers.</summary>
/// <param name="Point">Key of the point.</param>
/// <param name="Floor">Smallest standard deviation to believe in, in the point's unit.</param>
/// <param name="Worse">The way in which a fault moves it; what moves the other way starts no alarm.</param>
public sealed record ModelSignal(string Point, double Floor, Worse Worse = Worse.Either);
