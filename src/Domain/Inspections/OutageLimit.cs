namespace Facilities.Domain.Inspections;

/// <summary>A system of this type that is out of use for longer needs approval and notice: a permit.</summary>
/// <param name="AssetType">Key of the asset template.</param>
public sealed record OutageLimit(string AssetType, TimeSpan Longest, string Basis, BasisMark Mark);
