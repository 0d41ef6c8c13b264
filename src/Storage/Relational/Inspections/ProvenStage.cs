namespace Facilities.Storage.Relational.Inspections;

/// <summary>A stage of a signature as it was found.</summary>
/// <param name="Amount">Runs or levels counted, or seconds in total.</param>
/// <param name="Needed">In the same measure.</param>
/// <param name="Spans">Unix milliseconds, from and to in turn.</param>
public sealed record ProvenStage(string Key, bool IsMet, double Amount, double Needed, IReadOnlyList<long> Spans);
