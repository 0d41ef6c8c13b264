namespace Facilities.Simulator.Replay;

/// <summary>A row that was left out, by its line in the file (1-based, the header is line 1).</summary>
internal sealed record UnreadableRow(int Line, string Reason);
