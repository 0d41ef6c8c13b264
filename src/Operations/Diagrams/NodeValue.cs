using Facilities.Detection;
using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Diagrams;

/// <summary>What a reading says now.</summary>
/// <param name="Asset">Which asset spoke; null: none ever did.</param>
/// <param name="Point">Its point, with kind, unit and states.</param>
/// <param name="Value">Null when there is none that can be used.</param>
/// <param name="At">Device time.</param>
/// <param name="Freshness">Whether it is still said.</param>
public sealed record NodeValue(AssetId? Asset, TemplatePoint Point, double? Value, DateTimeOffset? At, FreshnessState Freshness);
