namespace Facilities.Domain.Faults;

/// <summary>The facts with which a fault begins.</summary>
/// <param name="Number">Unique, see <see cref="FaultNumber"/>.</param>
/// <param name="AssetId">What is faulty.</param>
/// <param name="CommunityId">Where; kept on the fault because every query is cut by it.</param>
/// <param name="Family">Fault family, e.g. <c>door</c>; one open fault per asset and family.</param>
/// <param name="ModeKey">Fault mode of the asset's template, e.g. <c>door_wear</c> or <c>unexplained</c>.</param>
/// <param name="Severity">Of the mode, already shifted by the asset's criticality.</param>
/// <param name="Source">Who found it.</param>
/// <param name="OnsetAt">When it began, by the device's clock.</param>
/// <param name="DetectedAt">When a detector or a person noticed.</param>
/// <param name="ReceivedAt">When the service learned of it.</param>
/// <param name="Title">Code and parameters of its title; null: <c>fault.mode</c> with the mode key.</param>
/// <param name="Finding">For <see cref="FaultSource.Sensor"/>.</param>
/// <param name="HasReporter">A person waits for an answer.</param>
/// <param name="Entrapment">Trapped people, or the suspicion.</param>
/// <param name="Cause">What takes several assets down at once, when its rule tells of that.</param>
public sealed record FaultOpening(
    string Number,
    AssetId AssetId,
    CommunityId CommunityId,
    string Family,
    string ModeKey,
    Severity Severity,
    FaultSource Source,
    DateTimeOffset OnsetAt,
    DateTimeOffset DetectedAt,
    DateTimeOffset ReceivedAt,
    CodedText? Title = null,
    FindingFacts? Finding = null,
    bool HasReporter = false,
    EntrapmentStart? Entrapment = null,
    CommonCause? Cause = null);
