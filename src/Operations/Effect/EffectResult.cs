using Facilities.Domain.Faults;

namespace Facilities.Operations.Effect;

/// <summary>The effect of the loop over a stretch of site time.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="To">The instant after it.</param>
/// <param name="All">Everything in the caller's scope.</param>
/// <param name="Rows">By group, most faults first.</param>
/// <param name="IsCut">There were more faults than are read at once; the newest were taken.</param>
public sealed record EffectResult(DateTimeOffset From, DateTimeOffset To, LoopEffect All, IReadOnlyList<EffectRow> Rows, bool IsCut);
