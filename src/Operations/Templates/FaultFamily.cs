namespace Facilities.Operations.Templates;

/// <summary>A group of fault modes that are one problem to a crew; at most one open fault per asset and family.</summary>
public sealed record FaultFamily(string Key, LocalizedName Name);
