using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Assets;

/// <summary>An insurance policy over an asset.</summary>
public sealed record PolicyRow(PolicyId Id, string Number, LocalizedName? Insurer, DateTimeOffset ValidFrom, DateTimeOffset ValidUntil, bool InForce);
