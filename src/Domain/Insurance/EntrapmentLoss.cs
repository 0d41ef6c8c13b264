using Facilities.Domain.Faults;

namespace Facilities.Domain.Insurance;

/// <summary>What is known of one entrapment, for its amount.</summary>
/// <param name="TrappedAt">t0, event time; null while only suspected: then nothing is owed.</param>
/// <param name="ReleasedAt">Null while it lasts.</param>
/// <param name="ProvenUntil">The newest telemetry that still shows them trapped; the end of a loss that lasts.</param>
/// <param name="Gaps">Spans without telemetry; whatever happened in them isn't proven and isn't counted.</param>
/// <param name="Persons">By the crew's word; null until it says.</param>
/// <param name="RatedPersons">What the car is rated for; null when unknown.</param>
/// <param name="Releases">Those who came out at times of their own, by the crew's word; null: all together. It can only shorten: nobody is counted beyond <paramref name="ReleasedAt"/>.</param>
public sealed record EntrapmentLoss(
    DateTimeOffset? TrappedAt, DateTimeOffset? ReleasedAt, DateTimeOffset ProvenUntil, IReadOnlyList<TimeGap> Gaps, int? Persons, int? RatedPersons,
    IReadOnlyList<PersonsReleased>? Releases = null);
