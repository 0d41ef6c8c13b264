namespace Facilities.Detection;

/// <summary>One point of a vector.</summary>
/// <param name="Point">Key of the point.</param>
/// <param name="Floor">Smallest standard deviation to believe in, in the point's unit (its resolution), so that a channel which
/// stood still during training does not alarm at its first flicker; <c>null</c>: 1e-9.</param>
/// <param name="Worse">The way in which a fault moves it.</param>
public sealed record VectorChannel(string Point, double? Floor = null, Worse Worse = Worse.Either);
