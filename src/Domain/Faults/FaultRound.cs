namespace Facilities.Domain.Faults;

/// <summary>
/// One pass through the loop: the first begins with the opening, a further one with each reopening. Keeps when each state was first reached in it.
/// The time between a closing and the reopening after it doesn't count against the fix clock.
/// </summary>
public sealed class FaultRound
{
    private FaultRound()
    {
    }

    internal FaultRound(int number, DateTimeOffset detectedAt, DateTimeOffset receivedAt)
    {
        Number = number;
        DetectedAt = detectedAt;
        ReceivedAt = receivedAt;
    }

    public long Id { get; private set; }

    public FaultId FaultId { get; private set; }

    /// <summary>1 for the first, 2 after the first reopening, …</summary>
    public int Number { get; private set; }

    public DateTimeOffset DetectedAt { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    public DateTimeOffset? AcceptedAt { get; internal set; }

    public DateTimeOffset? DispatchedAt { get; internal set; }

    public DateTimeOffset? AcknowledgedAt { get; internal set; }

    public DateTimeOffset? ArrivedAt { get; internal set; }

    public DateTimeOffset? SafeAt { get; internal set; }

    public DateTimeOffset? FixStartedAt { get; internal set; }

    public DateTimeOffset? FixedAt { get; internal set; }

    public DateTimeOffset? VerifiedAt { get; internal set; }

    public DateTimeOffset? ClosedAt { get; internal set; }

    /// <summary>Deadlines of acknowledge and arrive count from here.</summary>
    public DateTimeOffset AnswerFrom => DetectedAt > ReceivedAt ? DetectedAt : ReceivedAt;
}
