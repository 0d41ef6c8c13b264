using Facilities.Domain.Faults;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Effect;

/// <summary>The effect of one group.</summary>
/// <param name="Key">Firm or community id, asset type, or <c>type/mode</c>; empty for faults that were given to no firm.</param>
/// <param name="Name">Its name; null when it has none to show.</param>
/// <param name="Effect">Measured.</param>
public sealed record EffectRow(string Key, LocalizedName? Name, LoopEffect Effect);
