namespace Facilities.Ingest.Commands.Evaluation;

/// <summary>Kinds of labelled recordings.</summary>
internal enum EvaluationFormat
{
    /// <summary>waico/SKAB: eight channels at 1 Hz of a pump testbed, point labels.</summary>
    Skab,

    /// <summary>numenta/NAB: one slow signal a file, windows around each anomaly.</summary>
    Nab,

    /// <summary>NASA's C-MAPSS turbofan engines, run until they failed: remaining life.</summary>
    Cmapss,

    /// <summary>Payloads of virtual assets with injected faults and labels, from <c>simulator inject</c>.</summary>
    Injected,

    /// <summary>Hotline records with labels, from <c>simulator complaints</c>.</summary>
    Complaints,
}
