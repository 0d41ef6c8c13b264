namespace Facilities.Domain.Faults;

/// <summary>
/// One hold of a fault: asked for, then approved or refused; it ends when work resumes, when a further hold takes its place, and at <see cref="Until"/>
/// at the latest.
/// </summary>
public sealed class FaultHold
{
    private FaultHold()
    {
    }

    internal FaultHold(HoldReason reason, DateTimeOffset until, UserId? requestedBy, DateTimeOffset requestedAt)
    {
        Reason = reason;
        Until = until;
        RequestedBy = requestedBy;
        RequestedAt = requestedAt;
    }

    public long Id { get; private set; }

    public FaultId FaultId { get; private set; }

    public HoldReason Reason { get; private set; }

    public UserId? RequestedBy { get; private set; }

    public DateTimeOffset RequestedAt { get; private set; }

    /// <summary>Planned end; the clock runs on from here even when nobody resumes.</summary>
    public DateTimeOffset Until { get; private set; }

    public UserId? DecidedBy { get; private set; }

    public DateTimeOffset? RefusedAt { get; private set; }

    /// <summary>When it was approved: the clock stands still from here.</summary>
    public DateTimeOffset? From { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public bool IsPending => From is null && RefusedAt is null;

    public bool IsRunning => From is not null && EndedAt is null;

    /// <summary>The span in which the fix clock stands still; null unless approved.</summary>
    public ClockPause? Pause => From is { } from ? new ClockPause(from, EndedAt is { } ended && ended < Until ? ended : Until) : null;

    internal void Approve(UserId? by, DateTimeOffset now)
    {
        DecidedBy = by;
        From = now;
    }

    internal void Refuse(UserId? by, DateTimeOffset now)
    {
        DecidedBy = by;
        RefusedAt = now;
    }

    /// <summary>Ends it. A word that waited on a phone from before the approval can't make the hold end before it began.</summary>
    internal void End(DateTimeOffset at) => EndedAt = at > From ? at : From;
}
