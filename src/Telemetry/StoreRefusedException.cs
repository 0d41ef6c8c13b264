namespace Facilities.Telemetry;

/// <summary>
/// A store took a batch except for some samples, which it will never take (a value of another type than the series has, a field too long).
/// Everything else of the batch has been written; the caller keeps the refused ones as rejects, each with the store's own words, and goes on.
/// </summary>
public sealed class StoreRefusedException(IReadOnlyList<RefusedSample> refused, Exception? inner = null)
    : Exception($"The store refused {refused.Count} samples, the first with: {(refused.Count > 0 ? refused[0].Reason : "")}", inner)
{
    /// <summary>At least one.</summary>
    public IReadOnlyList<RefusedSample> Refused { get; } = refused;
}
