namespace Facilities.Operations.Assets;

/// <summary>Many assets at once, for load tests and replays.</summary>
/// <param name="Site">Site code; the community is made when it doesn't exist.</param>
/// <param name="Type">Key of an asset template.</param>
/// <param name="Count">How many, at most <see cref="Provisioning.MaximumCount"/>.</param>
/// <param name="Prefix">What their codes begin with; a number follows, from 1. With one asset the prefix is its code.</param>
/// <param name="TrainingRows">Rows from which the detectors learn; null: the type's.</param>
public sealed record ProvisionRequest(string Site, string Type, int Count, string Prefix, int? TrainingRows = null)
{
    /// <summary>Attributes of each asset; those that the type doesn't have are left out.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }
}
