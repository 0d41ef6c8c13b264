using Facilities.Operations.Templates;

namespace Facilities.Operations.Assets;

/// <summary>A detection rule as it holds for one asset.</summary>
/// <param name="Key">Key of the rule in the template.</param>
/// <param name="Name">Its name.</param>
/// <param name="ModeKey">Fault mode it leads to.</param>
/// <param name="Unit">Unit of the limit.</param>
/// <param name="Limit">Limit in force; null for rules without one.</param>
/// <param name="Clear">Value at which it is over; null: at the limit.</param>
/// <param name="For">Duration in force.</param>
/// <param name="LimitOrigin">Where the limit comes from.</param>
/// <param name="ForOrigin">Where the duration comes from.</param>
/// <param name="Source">Source as the template states it.</param>
/// <param name="Enabled">False: switched off for this asset.</param>
/// <param name="Override">Who set it for this asset, when and why; null: nobody.</param>
public sealed record RuleRow(
    string Key, LocalizedName Name, string ModeKey, string Unit, double? Limit, double? Clear, TimeSpan For, ThresholdOrigin LimitOrigin, ThresholdOrigin ForOrigin, string Source, bool Enabled,
    OverrideRow? Override);
