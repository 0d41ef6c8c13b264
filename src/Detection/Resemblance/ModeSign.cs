namespace Facilities.Detection;

/// <summary>One sign by which a fault mode shows: a point and the way it goes.</summary>
public sealed record ModeSign(string Point, SignMove Moves);
