namespace Facilities.Domain.Faults;

/// <summary>
/// When one fault is only a consequence of another: one cause, one fault (domain sheet §5). Children fold under the parent, so that 500 devices
/// behind a lost gateway are one line and one message.
/// </summary>
public static class CauseRule
{
    /// <summary>How far apart two onsets of one cause may lie. Silence is seen after three heartbeats of 60 s, the slowest supply rule after 60 s.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromMinutes(5);

    /// <summary>What still stands this long after its cause has gone is a fault of its own: three times three heartbeats.</summary>
    public static readonly TimeSpan Recovery = TimeSpan.FromMinutes(10);

    /// <summary>Whether a fault with these onsets can be the consequence of one that began at <paramref name="parentOnset"/>: it began with it or while it stood.</summary>
    public static bool Fits(DateTimeOffset onset, DateTimeOffset parentOnset, DateTimeOffset? parentClearedAt) =>
        onset >= parentOnset - Together && (parentClearedAt is null || onset <= parentClearedAt + Together);

    /// <summary>Whether a folded fault must stand for itself: its cause has ended, or has been gone for <see cref="Recovery"/>.</summary>
    public static bool MustUnfold(bool parentIsOpen, DateTimeOffset? parentClearedAt, DateTimeOffset now) =>
        !parentIsOpen || (parentClearedAt is { } cleared && now - cleared >= Recovery);
}
