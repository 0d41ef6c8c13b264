namespace Facilities.Ingest.Commands.Evaluation.Injected;

/// <summary>A finding that the label doesn't explain.</summary>
internal readonly record struct FalseAlarm(string Family, string Rule);
