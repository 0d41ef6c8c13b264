namespace Facilities.Domain.Faults;

/// <summary>So many of those who were trapped came out together, by the crew's word.</summary>
/// <param name="At">Event time.</param>
/// <param name="Persons">At least one.</param>
/// <param name="By">Who said so.</param>
public sealed record PersonsReleased(DateTimeOffset At, int Persons, UserId? By);
