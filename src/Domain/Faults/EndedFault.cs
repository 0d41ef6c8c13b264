namespace Facilities.Domain.Faults;

/// <summary>The facts of an ended fault from which the effect of the loop is measured.</summary>
/// <param name="AssetId">Which asset.</param>
/// <param name="Severity">As it ended.</param>
/// <param name="Source">Who found it.</param>
/// <param name="State">Closed or rejected.</param>
/// <param name="FalseAlarm">Rejected as a false alarm.</param>
/// <param name="Predicted">Its mode announces a failure to come (has a warning time).</param>
/// <param name="DetectedAt">First detection.</param>
/// <param name="AnswerFrom">Start of the answer clock of the first round.</param>
/// <param name="AcknowledgedAt">First round; null: never.</param>
/// <param name="ArrivedAt">First round; null: never.</param>
/// <param name="FixedAt">Of the last round; null: never.</param>
/// <param name="HeldFor">Approved holds.</param>
/// <param name="OnTime">No limit was passed in its last round.</param>
/// <param name="Reopened">How often it came back.</param>
/// <param name="WorseAt">When a P1 or P2 of the same asset began after a prediction; null: none did.</param>
/// <param name="Answers">Of those who reported it, of all its rounds: the one that brought it back counts as much as the one that let it go.</param>
public sealed record EndedFault(
    AssetId AssetId, Severity Severity, FaultSource Source, FaultState State, bool FalseAlarm, bool Predicted, DateTimeOffset DetectedAt, DateTimeOffset AnswerFrom,
    DateTimeOffset? AcknowledgedAt, DateTimeOffset? ArrivedAt, DateTimeOffset? FixedAt, TimeSpan HeldFor, bool OnTime, int Reopened, DateTimeOffset? WorseAt,
    IReadOnlyList<FollowUpAnswer> Answers);
