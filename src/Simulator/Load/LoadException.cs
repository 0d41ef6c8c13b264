namespace Facilities.Simulator.Load;

/// <summary>A load run can't go on; the message says why.</summary>
internal sealed class LoadException(string message) : Exception(message);
