using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>What people see, by the same rule as findings (<see cref="FaultIntake"/>): it opens a fault, joins the open one and raises it if worse, or brings one back.</summary>
internal static class ReportIntake
{
    /// <summary>The fault that the report is part of, not yet saved.</summary>
    /// <param name="db">The transaction's.</param>
    /// <param name="seen">The fault as it would be opened; its number is given here.</param>
    /// <param name="actor">Who reports.</param>
    /// <param name="site">Of the asset.</param>
    /// <param name="said">His words and pictures.</param>
    /// <param name="now">Site clock.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <exception cref="RuleViolation">He may not.</exception>
    public static async Task<Fault> TakeAsync(
        FacilitiesDb db, FaultOpening seen, Actor actor, SiteRules site, Attachments said, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ofFamily = db.Faults.Where(item => item.AssetId == seen.AssetId && item.Family == seen.Family);
        var open = await FaultStore.Whole(ofFamily).FirstOrDefaultAsync(item => item.OpenFamily == seen.Family, cancellationToken).ConfigureAwait(false);
        var closed = open is not null ? null
            : await FaultStore.Whole(ofFamily.Where(item => item.State == FaultState.Closed)).OrderByDescending(item => item.EndedAt).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        var step = FaultIntake.Decide(new IntakeFinding(seen.Family, seen.Severity, seen.OnsetAt, Stands: true), open, closed);
        if (step == IntakeStep.Open)
        {
            var number = await FaultStore.NextNumberAsync(db, site, now, cancellationToken).ConfigureAwait(false);
            var fresh = Fault.Open(seen with { Number = number }, actor, site, now, said);
            db.Faults.Add(fresh);
            return fresh;
        }

        // His words under his name; what follows from them is the rule's doing.
        var fault = open ?? closed!;
        fault.Comment(actor, now, said);
        if (seen.HasReporter) fault.ExpectAnswer();
        if (step == IntakeStep.Reopen)
            fault.Reopen(CodedText.Of(ReasonCodes.ReopenReported, ("source", seen.Source)), null, seen.DetectedAt, Actor.System, site, now, seen.Severity, seen.Entrapment, onsetAt: seen.OnsetAt);
        else if (step == IntakeStep.JoinAndRaise && FaultTransitions.Next(fault.State, FaultAction.ChangeSeverity) is not null)
            fault.ChangeSeverity(seen.Severity, CodedText.Of(ReasonCodes.SeverityReported), Actor.System, site, now);
        if (step != IntakeStep.Reopen && seen.Entrapment is { } trapped) fault.RecordTrapped(trapped, Actor.System, now);
        return fault;
    }
}
