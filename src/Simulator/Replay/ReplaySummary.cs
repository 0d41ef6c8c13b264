namespace Facilities.Simulator.Replay;

/// <summary>What a replay did.</summary>
/// <param name="Rows">Rows acknowledged.</param>
/// <param name="Refused">Of these, refused by the service with a reason code.</param>
/// <param name="FirstUnixMs">Site time that the first row was given.</param>
/// <param name="LastUnixMs">Site time that the last row was given.</param>
internal sealed record ReplaySummary(CsvRecording Recording, string Site, string Asset, int Rows, long Refused, long FirstUnixMs, long LastUnixMs);
