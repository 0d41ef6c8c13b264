using Facilities.Operations.Templates;

namespace Facilities.Operations.Proofs;

/// <summary>A stage of a signature.</summary>
/// <param name="Amount">Runs or levels counted, or seconds in total.</param>
/// <param name="Needed">In the same measure.</param>
/// <param name="IsTime">The measure is seconds.</param>
/// <param name="Telling">It doesn't happen in ordinary use.</param>
/// <param name="Spans">Where it shows, for the chart; at most 20.</param>
public sealed record ProofStageRow(string Key, LocalizedName Name, bool IsMet, double Amount, double Needed, IReadOnlyList<ProofSpan> Spans, bool IsTime, bool Telling);
