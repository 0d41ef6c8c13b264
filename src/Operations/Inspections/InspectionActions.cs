using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Operations.Access;
using Facilities.Operations.Faults;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Inspections;

/// <summary>What people do to inspection items. Thread-safe.</summary>
public sealed class InspectionActions
{
    private const int MaximumCorrections = 50;

    /// <summary>Longest code that is scanned, characters.</summary>
    private const int MaximumCode = 200;

    /// <summary>Evidence of a round: the points that were passed.</summary>
    private const string RoundPoints = "points";

    private readonly FacilitiesWriter _writer;
    private readonly FaultStore _store;
    private readonly RecordEffects _effects;
    private readonly CoSigning _coSigning;
    private readonly ILiveFeed _live;
    private readonly SiteClock _clock;

    internal InspectionActions(FacilitiesWriter writer, FaultStore store, RecordEffects effects, CoSigning coSigning, ILiveFeed live, SiteClock clock) =>
        (_writer, _store, _effects, _coSigning, _live, _clock) = (writer, store, effects, coSigning, live, clock);

    /// <summary>Takes a person's claim that it was done. Steps that weren't met open faults; shorter lists that it contains are done too; the plan moves on.</summary>
    /// <exception cref="RuleViolation">The domain refused, or the item isn't in the caller's scope.</exception>
    public async Task<InspectionState> CompleteAsync(Caller caller, InspectionItemId id, InspectionReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(report);
        return await _writer.WriteAsync(async (unit, token) =>
        {
            var now = _clock.GetUtcNow();
            var subject = $"inspection/{id}/complete";
            if (await CommandLog.FindAsync(unit.Db, caller.Actor, report.Key, subject, token).ConfigureAwait(false) is { } answer) return Enum.Parse<InspectionState>(answer);
            var item = await LoadAsync(unit.Db, caller.Scope, id, token).ConfigureAwait(false);
            var schedule = await unit.Db.InspectionSchedules.FirstAsync(known => known.Id == item.ScheduleId, token).ConfigureAwait(false);
            var template = InspectionTemplates.Find(item.TemplateKey) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "template"), ("id", item.TemplateKey));
            var calendar = await InspectionPlanning.CalendarAsync(unit.Db, item.CommunityId, token).ConfigureAwait(false);
            var (signatures, named) = await SignaturesAsync(unit.Db, caller, report, token).ConfigureAwait(false);
            var round = (await PatrolRounds.OfAsync(unit.Db, [item], token).ConfigureAwait(false)).GetValueOrDefault((item.CommunityId, item.TemplateKey)) ?? [];
            var claim = new InspectionClaim(
                report.StartedAt, report.EndedAt, signatures,
                [.. report.Steps.Select(step => new InspectionStepResult(step.StepKey, step.InOrder, step.Value, step.Note))], report.Note, report.Files,
                await ScansAsync(unit.Db, item, round.Count > 0 || template.Evidence.Contains(RoundPoints), report.Scans, token).ConfigureAwait(false));
            var copied = await InspectionFiles.CheckAsync(unit.Db, id, report.Files, token).ConfigureAwait(false);
            copied =
            [
                .. copied, .. named, .. await LicenceChecks.FindAsync(unit.Db, template, signatures, calendar.LocalDate(report.EndedAt), token).ConfigureAwait(false),
                .. await CopyPatterns.FindAsync(unit.Db, item, caller.Actor.Organisation, signatures, report, template.Steps.Any(step => step.Unit is not null), token).ConfigureAwait(false),
                .. RoundDoubts.Of(round, claim.Scans ?? [], template.RoundEvery is not null),
            ];
            var failed = item.Complete(claim, caller.Actor, template, schedule, calendar, now, copied);
            foreach (var step in failed) await OpenFaultAsync(unit, caller.Actor, item, step, item.Steps.FirstOrDefault(result => result.StepKey == step.Key)?.Note, now, token).ConfigureAwait(false);
            await _effects.FollowAsync(unit, item, template, schedule, calendar, token).ConfigureAwait(false);
            CommandLog.Add(unit.Db, caller.Actor, report.Key, subject, item.State.ToString(), now);
            return item.State;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says what was wrong in a record; the record stays as it is. A step that wasn't in order opens its fault. The same key twice changes nothing.</summary>
    /// <exception cref="RuleViolation">The domain refused, or the item isn't in the caller's scope.</exception>
    public async Task CorrectAsync(Caller caller, InspectionItemId id, string key, CorrectionReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(report);
        await _writer.WriteAsync(async (unit, token) =>
        {
            var now = _clock.GetUtcNow();
            var subject = $"inspection/{id}/correct";
            if (await CommandLog.FindAsync(unit.Db, caller.Actor, key, subject, token).ConfigureAwait(false) is not null) return;
            var item = await LoadAsync(unit.Db, caller.Scope, id, token).ConfigureAwait(false);
            var template = InspectionTemplates.Find(item.TemplateKey) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "template"), ("id", item.TemplateKey));
            var known = await unit.Db.InspectionCorrections.CountAsync(correction => correction.ItemId == id, token).ConfigureAwait(false);
            if (known >= MaximumCorrections) throw new RuleViolation(OperationCodes.TooMany, ("count", known + 1), ("maximum", MaximumCorrections));
            unit.Db.InspectionCorrections.Add(new InspectionCorrection(item, template, report.StepKey, report.InOrder, report.Value, report.Note, caller.Actor, now));
            if (report is { StepKey: { } stepKey, InOrder: { } inOrder } && template.Steps.First(step => step.Key == stepKey) is var wrong && !wrong.IsMet(inOrder, report.Value))
                await OpenFaultAsync(unit, caller.Actor, item, wrong, report.Note, now, token).ConfigureAwait(false);
            CommandLog.Add(unit.Db, caller.Actor, key, subject, "", now);
            unit.AfterCommit(() => _live.Publish(new LiveChange(LiveTopic.Inspection, id.Value)));
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Not needed, with a permit.</summary>
    /// <exception cref="RuleViolation">The domain refused, or the item isn't in the caller's scope.</exception>
    public async Task ExcuseAsync(Caller caller, InspectionItemId id, string permitNumber, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        await _writer.WriteAsync(async (unit, token) =>
        {
            var item = await LoadAsync(unit.Db, caller.Scope, id, token).ConfigureAwait(false);
            item.Excuse(permitNumber, caller.Actor, _clock.GetUtcNow());
            unit.AfterCommit(() => _live.Publish(new LiveChange(LiveTopic.Inspection, id.Value)));
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Plans an item for another day, within what the law leaves open.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.InspectionWindow"/> says what is left; or no right, or not in the caller's scope.</exception>
    public async Task RescheduleAsync(Caller caller, InspectionItemId id, DateOnly day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        await _writer.WriteAsync(async (unit, token) =>
        {
            var item = await LoadAsync(unit.Db, caller.Scope, id, token).ConfigureAwait(false);
            var calendar = await InspectionPlanning.CalendarAsync(unit.Db, item.CommunityId, token).ConfigureAwait(false);
            item.Reschedule(day, caller.Actor, calendar.LocalDate(_clock.GetUtcNow()));
            unit.AfterCommit(() => _live.Publish(new LiveChange(LiveTopic.Inspection, id.Value)));
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives an item to somebody of the caller's firm's crew, who then sees it first on the phone; null: to nobody in particular. Who belongs to no firm gives it to any firm's that answers for the asset.</summary>
    /// <exception cref="RuleViolation"><see cref="OperationCodes.CrewNotOfFirm"/>; or no right, not pending, not in the caller's scope.</exception>
    public async Task AssignAsync(Caller caller, InspectionItemId id, UserId? crew, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        await _writer.WriteAsync(async (unit, token) =>
        {
            var item = await LoadAsync(unit.Db, caller.Scope, id, token).ConfigureAwait(false);
            item.Assign(crew, caller.Actor);
            if (crew is { } person)
            {
                List<OrganisationId> firms = caller.Actor.Organisation is { } own ? [own] : await DispatchTargets.FirmsAsync(unit.Db, item.AssetId, item.CommunityId, item.PlannedDate, token).ConfigureAwait(false);
                if (!await unit.Db.Users.AnyAsync(user => user.Id == person.Value && user.Role == Role.Crew && user.OrganisationId != null && firms.Contains(user.OrganisationId.Value), token).ConfigureAwait(false))
                    throw new RuleViolation(OperationCodes.CrewNotOfFirm, ("user", person));
            }

            unit.AfterCommit(() => _live.Publish(new LiveChange(LiveTopic.Inspection, id.Value)));
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The recorder, colleagues with their own account, and colleagues whom he only names: that counts, and is a doubt.</summary>
    private async Task<(UserSet Signatures, IReadOnlyList<CodedText> Doubts)> SignaturesAsync(FacilitiesDb db, Caller caller, InspectionReport report, CancellationToken cancellationToken)
    {
        var own = report.CoSigned.Select(ticket => _coSigning.Read(ticket, caller, report.EndedAt)).Concat(caller.User is { } self ? [self] : []).ToHashSet();
        var named = report.Signatures.Where(user => !own.Contains(user)).Distinct().ToList();
        if (named.Count > 0)
        {
            var ids = named.Select(user => user.Value).ToList();
            var colleagues = await db.Users.CountAsync(user => ids.Contains(user.Id) && user.OrganisationId != null && user.OrganisationId == caller.Actor.Organisation, cancellationToken).ConfigureAwait(false);
            if (colleagues < named.Count) throw new RuleViolation(RuleCodes.InspectionSigner);
        }

        return (own.Concat(named).Aggregate(UserSet.Empty, (set, user) => set.With(user)), named.Count == 0 ? [] : [CodedText.Of(ReasonCodes.DoubtSignatureNamed, ("count", named.Count))]);
    }

    private static async Task<InspectionItem> LoadAsync(FacilitiesDb db, Scope scope, InspectionItemId id, CancellationToken cancellationToken) =>
        await db.InspectionsIn(scope).FirstOrDefaultAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false)
        ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "inspection"), ("id", id));

    /// <summary>What each scan is worth. Work on one asset is scanned there; a round has points of its own, all of them at the site.</summary>
    private static async Task<IReadOnlyList<InspectionScan>> ScansAsync(
        FacilitiesDb db, InspectionItem item, bool round, IReadOnlyList<ScanReport> reports, CancellationToken cancellationToken)
    {
        if (reports.Count > InspectionScan.Maximum) throw new RuleViolation(RuleCodes.InspectionScans, ("maximum", InspectionScan.Maximum));
        if (reports.Count == 0) return [];
        var weigh = round ? await Arrivals.OnRoundAsync(db, item.CommunityId, cancellationToken).ConfigureAwait(false) : await Arrivals.AtAsync(db, item.AssetId, cancellationToken).ConfigureAwait(false);
        var scans = new List<InspectionScan>(reports.Count);
        foreach (var report in reports)
        {
            if (report.Code.Length is 0 or > MaximumCode) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "scans"));
            GeoPoint? place = report is { Latitude: { } latitude, Longitude: { } longitude } ? new GeoPoint(latitude, longitude) : null;
            var proof = weigh(report.Code, place);
            scans.Add(new InspectionScan(report.Code, report.At, proof.Kind, proof.Metres, report.Latitude, report.Longitude));
        }

        return scans;
    }

    private async Task OpenFaultAsync(WriteUnit unit, Actor actor, InspectionItem item, InspectionStep step, string? words, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var site = await FaultStore.SiteRulesAsync(unit.Db, item.CommunityId, cancellationToken).ConfigureAwait(false);
        var asset = await unit.Db.Assets.FirstAsync(known => known.Id == item.AssetId, cancellationToken).ConfigureAwait(false);
        var at = item.EndedAt ?? now;
        var seen = new FaultOpening(
            "", item.AssetId, item.CommunityId, step.FailFamily, step.FailFamily, SeverityRule.For(step.FailSeverity, asset.Criticality), FaultSource.Patrol, at, at, now,
            CodedText.Of("fault.step_failed", ("template", item.TemplateKey), ("step", step.Key)));
        var note = new Attachments(words);
        var fault = await ReportIntake.TakeAsync(unit.Db, seen, actor, site, note, now, cancellationToken).ConfigureAwait(false);
        await _store.SaveAsync(unit, fault, now, cancellationToken).ConfigureAwait(false);
    }
}
