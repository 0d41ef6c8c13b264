namespace Facilities.Detection;

/// <summary>The point that leads a finding; <c>No</c> as in the asset type's point table.</summary>
public readonly record struct FindingSignal(ushort No, string Key);
