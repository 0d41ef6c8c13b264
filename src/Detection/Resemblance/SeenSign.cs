namespace Facilities.Detection;

/// <summary>A sign of a mode and what was seen of it.</summary>
public sealed record SeenSign(ModeSign Sign, SignState State);
