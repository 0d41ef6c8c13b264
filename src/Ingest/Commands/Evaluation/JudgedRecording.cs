namespace Facilities.Ingest.Commands.Evaluation;

/// <summary>A recording and what was said of each of its rows. The lists have one entry per row.</summary>
/// <param name="Name">Path under the data folder, with '/'.</param>
/// <param name="Recording">Times and values.</param>
/// <param name="Labels">What is known; null if nothing is.</param>
/// <param name="Alarms">Alarm state.</param>
/// <param name="Scores">How unusual, where the detector says so per row.</param>
/// <param name="Skipped">Leading rows that aren't scored.</param>
internal sealed record JudgedRecording(string Name, Recording Recording, IReadOnlyList<bool>? Labels, IReadOnlyList<bool> Alarms, IReadOnlyList<double>? Scores, int Skipped);
