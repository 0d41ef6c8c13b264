namespace Facilities.Domain.Faults;

/// <summary>A finding as the one-open-fault rule sees it.</summary>
/// <param name="Family">Its family on the asset.</param>
/// <param name="Severity">Shifted by the asset's criticality.</param>
/// <param name="OnsetAt">Event time.</param>
/// <param name="Stands">False when it was already over by the newest sample.</param>
public sealed record IntakeFinding(string Family, Severity Severity, DateTimeOffset OnsetAt, bool Stands);
