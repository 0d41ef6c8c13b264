namespace Facilities.Detection;

/// <summary>Saved detector state that can't be read: damaged, cut off or of another version.</summary>
public sealed class DetectionStateException(string message) : Exception(message);
