namespace Facilities.Operations.Effect;

/// <summary>By what the effect of the loop is told apart.</summary>
public enum EffectGrouping
{
    Firm,
    Community,
    AssetType,
    FaultMode,
}
