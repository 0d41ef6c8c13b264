using Facilities.Domain.Faults;

namespace Facilities.Operations.Faults;

/// <summary>One loss event of an entrapment fault.</summary>
/// <param name="Number">1, 2, … within the fault.</param>
/// <param name="TrappedAt">t0, by the device's clock.</param>
/// <param name="TrappedSource">What said so.</param>
/// <param name="ConfirmedAt">Null while only suspected.</param>
/// <param name="ReleasedAt">Null while it lasts.</param>
/// <param name="ReleasedSource">What said so.</param>
/// <param name="Persons">Null until the crew says.</param>
/// <param name="Releases">Those who came out at times of their own.</param>
public sealed record EntrapmentRow(
    int Number, DateTimeOffset TrappedAt, string TrappedSource, DateTimeOffset? ConfirmedAt, DateTimeOffset? ReleasedAt, string? ReleasedSource, int? Persons,
    IReadOnlyList<PersonsReleased> Releases);
