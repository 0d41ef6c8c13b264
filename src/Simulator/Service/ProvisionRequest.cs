namespace Facilities.Simulator.Service;

/// <summary>Body of <c>POST /api/provision/assets</c>.</summary>
/// <param name="Site">Site code; made when it doesn't exist.</param>
/// <param name="Type">Asset type.</param>
/// <param name="Count">How many.</param>
/// <param name="Prefix">What their codes begin with.</param>
/// <param name="TrainingRows">Rows from which the detectors learn, instead of the type's; null: the type's.</param>
internal sealed record ProvisionRequest(string Site, string Type, int Count, string Prefix, int? TrainingRows = null)
{
    /// <summary>Attributes of each asset as the type names them; limits are computed from some.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }
}
