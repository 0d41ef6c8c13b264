using Facilities.Telemetry;

namespace Facilities.Ingest.Consumers;

/// <summary>
/// How far devices may run ahead of the consumers. What isn't applied would be read again after a crash, so it is bounded as long as that is a matter of
/// pace; an outage is another matter, which the journal's own limits bound:
/// <code>
///   healthy ──a consumer fails──► away ──none fails──► catching up ──less than half of the limit──► healthy
///   ceiling                      none                 none, so that live data stays live           applied + limit
/// </code>
/// Pure; not thread-safe.
/// </summary>
internal sealed class UnappliedCeiling(long limitBytes)
{
    private bool _isFirst = true;
    private bool _isLifted;

    /// <summary>Where appends have to wait now; null: nowhere.</summary>
    /// <param name="applied">What every consumer has saved.</param>
    /// <param name="appended">End of what was accepted.</param>
    /// <param name="isHealthy">No consumer reports a failure.</param>
    public JournalPosition? Look(JournalPosition applied, JournalPosition appended, bool isHealthy)
    {
        var unapplied = appended.Offset - applied.Offset;
        // What a crash or an outage before the start left is a backlog like any other: new messages must not wait for its replay.
        if (!isHealthy || (_isFirst && unapplied >= limitBytes / 2)) _isLifted = true;
        else if (_isLifted && unapplied < limitBytes / 2) _isLifted = false;
        _isFirst = false;
        return _isLifted ? null : new JournalPosition(applied.Offset + limitBytes);
    }
}
