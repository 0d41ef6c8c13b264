namespace Facilities.Simulator.Replay;

/// <summary>A recording or its map can't be used; the message says where and what to do.</summary>
public sealed class RecordingException(string message) : Exception(message);
