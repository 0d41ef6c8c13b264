namespace Facilities.Domain.Audit;

/// <summary>The outcome of a verification.</summary>
/// <param name="Flaw">Null: the chain holds.</param>
/// <param name="Number">Number of the first wrong entry; for a gap or a cut tail the first missing one; null when it holds.</param>
/// <param name="Head">Last entry seen.</param>
/// <param name="Entries">How many were seen.</param>
/// <param name="Erased">How many have their personal fields erased, as recorded.</param>
public sealed record AuditVerdict(AuditFlaw? Flaw, long? Number, AuditHead Head, long Entries, long Erased)
{
    public bool Holds => Flaw is null;

    /// <summary>Asks the chain to reach the head that its own keeper names, besides any that was published; the first flaw stays.</summary>
    public AuditVerdict ReachedBy(AuditHead own)
    {
        ArgumentNullException.ThrowIfNull(own);
        if (!Holds || Head == own) return this;
        return Head.Number < own.Number ? this with { Flaw = AuditFlaw.TailCut, Number = Head.Number + 1 } : this with { Flaw = AuditFlaw.OtherHead, Number = own.Number };
    }
}
