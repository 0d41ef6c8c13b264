using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Complaints;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Faults;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Complaints;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Complaints;

/// <summary>
/// Makes a fault of a hotline record, or says of which fault it is: an open fault of the same equipment and family is joined, one that was open when the record came and is closed by now
/// is named and left alone, else a fault is reported in the record's words. A record has one fault. Thread-safe.
/// </summary>
public sealed class ComplaintFaults
{
    /// <summary>Of an older record nobody is in the lift any more: rescue is due within the hour.</summary>
    public static readonly TimeSpan StillInside = TimeSpan.FromHours(2);

    /// <summary>A fault found so long after the record came, and closed since, was the same matter; as in grades (ADR 80).</summary>
    private static readonly TimeSpan SameMatter = TimeSpan.FromDays(7);

    private readonly IDbContextFactory<FacilitiesDb> _databases;
    private readonly FacilitiesWriter _writer;
    private readonly FaultActions _faults;
    private readonly AssetTemplateCatalog _templates;
    private readonly SiteClock _clock;

    internal ComplaintFaults(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, FaultActions faults, AssetTemplateCatalog templates, SiteClock clock) =>
        (_databases, _writer, _faults, _templates, _clock) = (databases, writer, faults, templates, clock);

    /// <summary>Who may make faults of records he sees.</summary>
    public static bool MayOpen(Role role) => RoleRights.Has(role, Right.ViewComplaints) && RoleRights.Has(role, Right.ReportFault);

    /// <summary>What it can become; null: there is no such record in the caller's scope, or its equipment isn't known.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<ComplaintFaultChoice?> ChoiceAsync(Caller caller, ComplaintId id, CancellationToken cancellationToken)
    {
        Require(caller);
        var db = await _databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var record = await db.ComplaintsIn(caller).AsNoTracking().FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
            if (record?.AssetId is not { } asset) return null;
            if (await TemplateAsync(db, caller, asset, cancellationToken).ConfigureAwait(false) is not { } template) return null;
            var open = await OpenAsync(db, asset, cancellationToken).ConfigureAwait(false);
            return new ComplaintFaultChoice(FamilyOf(record, template, open), template.Families, open.ToDictionary(item => item.Family, item => item.Number, StringComparer.Ordinal));
        }
    }

    /// <summary>Makes a fault of it, or joins one. Twice changes nothing and answers the same.</summary>
    /// <param name="caller">Sees the record and may report faults.</param>
    /// <param name="id">The record.</param>
    /// <param name="family">Fault family of the equipment; null: the one that is proposed.</param>
    /// <param name="severity">As the caller sees it; what is trapped people is always <see cref="Severity.P1"/>.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <exception cref="RuleViolation">
    /// <see cref="RuleCodes.RightMissing"/>, <see cref="OperationCodes.NotFound"/>, <see cref="OperationCodes.ComplaintDoubtful"/>, <see cref="OperationCodes.ComplaintWithoutAsset"/>,
    /// <see cref="OperationCodes.FamilyUnknown"/>, <see cref="OperationCodes.ComplaintEntrapmentPast"/>.
    /// </exception>
    public async Task<FaultOutcome> OpenAsync(Caller caller, ComplaintId id, string? family, Severity severity, CancellationToken cancellationToken)
    {
        Require(caller);
        return await _writer.WriteAsync(async (unit, token) =>
        {
            var record = await unit.Db.ComplaintsIn(caller).FirstOrDefaultAsync(item => item.Id == id, token).ConfigureAwait(false) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "complaint"), ("id", id));
            if (record.FaultId is { } known) return new FaultOutcome(known, await StateAsync(unit.Db, known, token).ConfigureAwait(false), Replayed: true);
            if (record.State is not (ComplaintState.Believed or ComplaintState.Confirmed)) throw new RuleViolation(OperationCodes.ComplaintDoubtful, ("record", record.RecordNo));
            if (record.AssetId is not { } asset) throw new RuleViolation(OperationCodes.ComplaintWithoutAsset, ("record", record.RecordNo));
            var template = await TemplateAsync(unit.Db, caller, asset, token).ConfigureAwait(false) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "asset"), ("id", asset));
            var open = await OpenAsync(unit.Db, asset, token).ConfigureAwait(false);
            var chosen = family ?? FamilyOf(record, template, open);
            if (template.Family(chosen) is null) throw new RuleViolation(OperationCodes.FamilyUnknown, ("family", chosen));
            var outcome = await PastAsync(unit.Db, record, asset, chosen, open, token).ConfigureAwait(false) ?? await ReportAsync(unit, caller, record, asset, chosen, severity, open, token).ConfigureAwait(false);
            record.FaultId = outcome.Fault;
            unit.Audit(new AuditDraft(
                _clock.GetUtcNow(), "complaint", id.ToString(), "fault", caller.Role, caller.Actor.Organisation, CodedText.Of("audit.complaint_fault", ("fault", outcome.Fault), ("asset", asset), ("family", chosen)),
                CodedText.Of("personal", ("user", caller.User))));
            return outcome;
        }, cancellationToken).ConfigureAwait(false);
    }

    private static void Require(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewComplaints);
        RoleRights.Require(caller.Actor, Right.ReportFault);
    }

    private async Task<FaultOutcome> ReportAsync(WriteUnit unit, Caller caller, Complaint record, AssetId asset, string family, Severity severity, IReadOnlyList<OpenFault> open, CancellationToken token)
    {
        var trapped = family == FaultFamilies.Entrapment;
        if (trapped && !IsFresh(record) && !open.Any(item => item.Family == family)) throw new RuleViolation(OperationCodes.ComplaintEntrapmentPast, ("at", record.ReceivedAt));
        var later = await unit.Db.Faults.AnyAsync(item => item.AssetId == asset && item.Family == family && item.State == FaultState.Closed && item.EndedAt > record.ReceivedAt, token).ConfigureAwait(false);
        var words = $"{record.Source} {record.RecordNo}: {record.Text}";
        return await _faults.ReportAsync(unit, caller, new FaultReport
        {
            Key = $"complaint/{record.Id}",
            Asset = asset,
            Family = family,
            Severity = severity,
            Source = FaultSource.Hotline,
            // The hotline knows his number; it isn't kept here.
            WantsAnswer = true,
            Note = words.Length <= Attachments.MaximumNoteLength ? words : words[..Attachments.MaximumNoteLength],
            // What was mended since isn't brought back by words from before.
            At = later ? null : record.ReceivedAt,
        }, token).ConfigureAwait(false);
    }

    /// <summary>The fault that the record was about and that is closed; null: there is none, or one is open.</summary>
    private static async Task<FaultOutcome?> PastAsync(FacilitiesDb db, Complaint record, AssetId asset, string family, IReadOnlyList<OpenFault> open, CancellationToken token)
    {
        if (open.Any(item => item.Family == family)) return null;
        var (at, until) = (record.ReceivedAt, record.ReceivedAt + SameMatter);
        var past = await db.Faults.Where(item => item.AssetId == asset && item.Family == family && item.State == FaultState.Closed && item.DetectedAt <= until && item.EndedAt >= at)
            .OrderByDescending(item => item.EndedAt).Select(item => new { item.Id, item.State }).FirstOrDefaultAsync(token).ConfigureAwait(false);
        return past is null ? null : new FaultOutcome(past.Id, past.State, Replayed: false);
    }

    /// <summary>The first of the families that the words can mean which has an open fault; else the first of them; what nobody can name is unexplained.</summary>
    private string FamilyOf(Complaint record, AssetTemplate template, IReadOnlyList<OpenFault> open)
    {
        var meant = (TopicLexicon.Shipped.Find(record.Topic, record.Subtopic)?.Families ?? []).Where(key => template.Family(key) is not null).ToList();
        // Words that name no part can mean any, but not that the sensor is silent.
        var joined = meant.Count > 0 ? meant.Find(key => open.Any(item => item.Family == key)) : open.FirstOrDefault(item => item.Family is not (FaultFamilies.Sensor or FaultFamilies.Comms))?.Family;
        if (joined is not null) return joined;
        return meant.Find(key => key != FaultFamilies.Entrapment || IsFresh(record)) ?? FaultFamilies.Unexplained;
    }

    private bool IsFresh(Complaint record) => _clock.GetUtcNow() - record.ReceivedAt <= StillInside;

    private async Task<AssetTemplate?> TemplateAsync(FacilitiesDb db, Caller caller, AssetId asset, CancellationToken token) =>
        await db.AssetsIn(caller.Scope).Where(item => item.Id == asset).Select(item => item.TypeKey).FirstOrDefaultAsync(token).ConfigureAwait(false) is { } type && _templates.TryGet(type, out var template) ? template : null;

    private static async Task<IReadOnlyList<OpenFault>> OpenAsync(FacilitiesDb db, AssetId asset, CancellationToken token) =>
        await db.Faults.Where(item => item.AssetId == asset && item.OpenFamily != null).OrderBy(item => item.Id).Select(item => new OpenFault(item.Family, item.Number)).ToListAsync(token).ConfigureAwait(false);

    private static Task<FaultState> StateAsync(FacilitiesDb db, FaultId id, CancellationToken token) => db.Faults.Where(item => item.Id == id).Select(item => item.State).FirstAsync(token);

    private sealed record OpenFault(string Family, string Number);
}
