using Facilities.Operations.Templates;

namespace Facilities.Operations.Assets;

/// <summary>Who set a threshold for one asset.</summary>
public sealed record OverrideRow(LocalizedName? SetBy, DateTimeOffset SetAt, string? Note);
