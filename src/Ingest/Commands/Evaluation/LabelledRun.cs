namespace Facilities.Ingest.Commands.Evaluation;

/// <summary>One judged recording: per scored row its time (s), the label and what the detector said. The three lists have equal length.</summary>
internal sealed record LabelledRun(IReadOnlyList<double> Seconds, IReadOnlyList<bool> Labels, IReadOnlyList<bool> Alarms);
