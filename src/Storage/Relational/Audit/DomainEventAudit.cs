using Facilities.Domain;
using Facilities.Domain.Audit;
using Facilities.Domain.Faults;
using Facilities.Domain.Funds;
using Facilities.Domain.Inspections;
using Facilities.Domain.Insurance;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Storage.Relational.Audit;

/// <summary>
/// Watches what a transaction saves and turns every new line of a fault's or claim's history and every result of an inspection into an
/// audit entry, so that no use case can forget to.
/// </summary>
internal sealed class DomainEventAudit
{
    private readonly FacilitiesDb _db;
    private readonly List<object> _seen = [];

    public DomainEventAudit(FacilitiesDb db)
    {
        _db = db;
        db.SavingChanges += Collect;
    }

    public void Stop() => _db.SavingChanges -= Collect;

    /// <summary>In the order in which they were saved; ids are known by now.</summary>
    public IEnumerable<AuditDraft> Drafts() => _seen.Select(seen => seen switch
    {
        FaultEvent line => Draft(line),
        ClaimEvent line => Draft(line),
        InspectionItem item => Draft(item),
        InspectionCorrection correction => Draft(correction),
        LedgerEntry entry => Draft(entry),
        _ => throw new InvalidOperationException(),
    });

    private void Collect(object? sender, SavingChangesEventArgs args)
    {
        foreach (var entry in _db.ChangeTracker.Entries())
        {
            switch (entry)
            {
                // A record is never changed and never goes: what was wrong in it is corrected beside it.
                case { State: EntityState.Modified or EntityState.Deleted, Entity: InspectionItem } when entry.OriginalValues[nameof(InspectionItem.RecordedAt)] is not null:
                case { State: EntityState.Modified or EntityState.Deleted, Entity: InspectionStepResult or InspectionCorrection }:
                    throw new InvalidOperationException("A record of an inspection is immutable.");
                case { State: EntityState.Modified or EntityState.Deleted, Entity: LedgerEntry }:
                    throw new InvalidOperationException("The ledger is only ever added to.");
                case { State: EntityState.Added, Entity: FaultEvent or ClaimEvent or InspectionCorrection or LedgerEntry }:
                case { State: EntityState.Modified, Entity: InspectionItem { RecordedAt: not null } } when entry.Property(nameof(InspectionItem.RecordedAt)).IsModified:
                    _seen.Add(entry.Entity);
                    break;
            }
        }
    }

    private static AuditDraft Draft(FaultEvent line) => new(
        line.ReceivedAt, "fault", line.FaultId.ToString(), line.Action.ToString(), line.Role, line.OrganisationId,
        CodedText.Of("audit.step", ("sequence", line.Sequence), ("from", line.From), ("to", line.To), ("at", line.At), ("why", line.Reason), ("files", string.Join(',', line.Files))),
        Personal(line.UserId, line.Note));

    private static AuditDraft Draft(ClaimEvent line) => new(
        line.At, "claim", line.ClaimId.ToString(), line.Action.ToString(), line.Role, line.OrganisationId,
        CodedText.Of("audit.step", ("sequence", line.Sequence), ("from", line.From), ("to", line.To), ("why", line.Reason)), Personal(line.UserId, line.Note));

    private static AuditDraft Draft(InspectionCorrection correction) => new(
        correction.At, "inspection", correction.ItemId.ToString(), "Correct", Domain.Access.Role.System, correction.Organisation,
        CodedText.Of("audit.inspection_corrected", ("step", correction.StepKey), ("inOrder", correction.InOrder), ("value", correction.Value)), Personal(correction.By, correction.Note));

    private static AuditDraft Draft(LedgerEntry entry) => new(
        entry.EnteredAt, "ledger", entry.Id.ToString(), entry.Reverses is null ? "Enter" : "Reverse", entry.Role, entry.OrganisationId,
        CodedText.Of("audit.ledger", ("community", entry.CommunityId), ("asset", entry.AssetId), ("kind", entry.Kind), ("account", entry.Account), ("amount", entry.Amount), ("on", entry.On), ("fact", entry.Fact),
            ("document", entry.Document), ("reverses", entry.Reverses)),
        Personal(entry.EnteredBy, entry.Words.Length == 0 ? null : entry.Words));

    private static AuditDraft Draft(InspectionItem item) => new(
        item.RecordedAt!.Value, "inspection", item.Id.ToString(), item.State.ToString(), Domain.Access.Role.System, item.DoneByOrganisation,
        CodedText.Of("audit.inspection", ("due", item.DueDate), ("started", item.StartedAt), ("ended", item.EndedAt), ("permit", item.PermitNumber), ("files", string.Join(',', item.Files))),
        Personal(item.DoneBy, item.Note, item.Signatures));

    /// <summary>Who and in which words: erasable on request, while the chain goes on holding.</summary>
    private static CodedText? Personal(UserId? user, string? note, UserSet? signatures = null) =>
        user is null && note is null ? null : CodedText.Of("personal", ("user", user), ("note", note), ("signatures", signatures));
}
