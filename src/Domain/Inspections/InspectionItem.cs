using Facilities.Domain.Access;
using Facilities.Domain.Calendars;
using Facilities.Domain.Faults;
using static Facilities.Domain.Inspections.InspectionState;

namespace Facilities.Domain.Inspections;

/// <summary>One due of a schedule. (schedule, <see cref="DueDate"/>) is unique. Dates are the site's.</summary>
public sealed class InspectionItem
{
    private readonly List<InspectionStepResult> _steps = [];

    private InspectionItem()
    {
    }

    /// <summary>Makes the item that <see cref="InspectionPlanner"/> asks for.</summary>
    public InspectionItem(InspectionSchedule schedule, PlannedInspection planned, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(planned);
        ScheduleId = schedule.Id;
        AssetId = schedule.AssetId;
        CommunityId = schedule.CommunityId;
        TemplateKey = schedule.TemplateKey;
        DueDate = planned.DueDate;
        DueAt = planned.DueAt;
        PlannedDate = planned.PlannedDate;
        OpensOn = planned.OpensOn;
        EarliestOn = planned.EarliestOn;
        CreatedLate = planned.IsLate;
        State = planned.State;
        PermitNumber = planned.PermitNumber;
        if (State == Missed) MissedAt = now;
    }

    public InspectionItemId Id { get; private set; }

    public InspectionScheduleId ScheduleId { get; private set; }

    public AssetId AssetId { get; private set; }

    public CommunityId CommunityId { get; private set; }

    public string TemplateKey { get; private set; } = "";

    public InspectionState State { get; private set; }

    /// <summary>The last day on which it is on time.</summary>
    public DateOnly DueDate { get; private set; }

    /// <summary>The end of that day at the site, UTC.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>When it is meant to be done: the due date, or a working day before it.</summary>
    public DateOnly PlannedDate { get; private set; }

    /// <summary>Somebody chose the planned day: a calendar that changes leaves it there.</summary>
    public bool PlacedByHand { get; private set; }

    /// <summary>Of the crew: who is meant to do it; null: whoever comes. Anyone of the firm may record it all the same.</summary>
    public UserId? AssignedTo { get; private set; }

    /// <summary>From this day it counts as due.</summary>
    public DateOnly OpensOn { get; private set; }

    /// <summary>Done before this day it wouldn't count.</summary>
    public DateOnly EarliestOn { get; private set; }

    /// <summary>Created after its due date, because the service was down.</summary>
    public bool CreatedLate { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When the claim reached the service.</summary>
    public DateTimeOffset? RecordedAt { get; private set; }

    public UserId? DoneBy { get; private set; }

    public OrganisationId? DoneByOrganisation { get; private set; }

    public UserSet Signatures { get; private set; } = UserSet.Empty;

    public string? Note { get; private set; }

    public IReadOnlyList<string> Files { get; private set; } = [];

    /// <summary>Codes scanned on the way, in order.</summary>
    public IReadOnlyList<InspectionScan> Scans { get; private set; } = [];

    /// <summary>What makes the record doubtful by itself (<see cref="RecordDoubts"/>), as <see cref="CodedText"/> writes it.</summary>
    public IReadOnlyList<string> Doubts { get; private set; } = [];

    /// <summary>Share of the time in which the asset was heard of, 0 to 1, where telemetry wrote the record; null: a person did.</summary>
    public double? Coverage { get; private set; }

    /// <summary>Key of the longer list whose claim counts for this one; null when it has its own.</summary>
    public string? CoveredBy { get; private set; }

    public DateTimeOffset? MissedAt { get; private set; }

    /// <summary>Number of the permit that excuses it.</summary>
    public string? PermitNumber { get; private set; }

    public IReadOnlyList<InspectionStepResult> Steps => _steps;

    public bool IsPending => State is Planned or Due or Overdue;

    /// <summary>Excused because the asset is out of use, not by a person: it comes back when the permit ends early.</summary>
    public bool IsExcusedByOutage => State == Excused && RecordedAt is null;

    /// <summary>The state of a pending item on a day at the site.</summary>
    /// <param name="nextDue">The due date after it; null when none follows.</param>
    public static InspectionState StateOn(DateOnly today, DateOnly opensOn, DateOnly due, DateOnly? nextDue) =>
        today < opensOn ? Planned
        : today <= due ? Due
        : nextDue is null || today <= nextDue ? Overdue
        : Missed;

    /// <summary>Takes the state that the day gives it; only forward, and only while pending. One whose outage turned out shorter becomes pending again.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.InspectionTransition"/>.</exception>
    public void Advance(InspectionState state, DateTimeOffset now)
    {
        if (IsExcusedByOutage) PermitNumber = null;
        else if (!IsPending || state <= State || state is not (Due or Overdue or Missed)) throw Refused(state);
        State = state;
        if (state == Missed) MissedAt = now;
    }

    /// <summary>
    /// Takes a person's claim. On time when it ended, by the site's date, on the due date at the latest, even when it reached the service later.
    /// Rounds asked for every so often are on time only when none is missing between its beginning and its end.
    /// A missed one still takes a claim of a time before it was missed: the phone had no network. Moves the schedule's anchor.
    /// </summary>
    /// <returns>The steps that weren't met; each opens a fault.</returns>
    /// <exception cref="RuleViolation">
    /// <see cref="RuleCodes.InspectionTransition"/>, <see cref="RuleCodes.InspectionPeriod"/>, <see cref="RuleCodes.InspectionTooEarly"/>,
    /// <see cref="RuleCodes.InspectionSignatures"/>, <see cref="RuleCodes.InspectionStep"/>, <see cref="RuleCodes.InspectionScans"/>, <see cref="RuleCodes.NoteTooLong"/>, <see cref="RuleCodes.RightMissing"/>.
    /// </exception>
    /// <param name="doubts">Of the use case, which knows other records, too.</param>
    public IReadOnlyList<InspectionStep> Complete(
        InspectionClaim claim, Actor actor, InspectionTemplate template, InspectionSchedule schedule, WorkingCalendar calendar, DateTimeOffset now, IReadOnlyList<CodedText>? doubts = null)
    {
        RoleRights.Require(actor, Right.RecordInspection);
        return Take(claim, actor, template, template?.Signatures ?? 1, schedule, calendar, now, doubts);
    }

    /// <summary>Takes the record that telemetry makes of an automatic duty; nobody signs it. As with a person's claim it must lie in its time, and a missed one may still be filled.</summary>
    /// <param name="coverage">Share of the time in which the asset was heard of, 0 to 1.</param>
    /// <returns>The steps that weren't met.</returns>
    /// <exception cref="RuleViolation">As for a person's claim; <see cref="RuleCodes.RightMissing"/>: no device performs this duty.</exception>
    public IReadOnlyList<InspectionStep> RecordAutomatically(
        InspectionClaim claim, double coverage, InspectionTemplate template, InspectionSchedule schedule, WorkingCalendar calendar, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (!template.IsAutomatic) throw new RuleViolation(RuleCodes.RightMissing, ("role", Role.System), ("right", Right.RecordInspection));
        var failed = Take(claim, Actor.System, template, 0, schedule, calendar, now, null);
        Coverage = coverage;
        return failed;
    }

    private IReadOnlyList<InspectionStep> Take(
        InspectionClaim claim, Actor actor, InspectionTemplate template, int signatures, InspectionSchedule schedule, WorkingCalendar calendar, DateTimeOffset now, IReadOnlyList<CodedText>? doubts)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(calendar);
        // A place may be open past midnight: a day of rounds is the day on which it began.
        var done = calendar.LocalDate(template.RoundEvery is null ? claim.EndedAt : claim.StartedAt);
        var to = done <= DueDate && !RecordDoubts.MissesRounds(claim, template.RoundEvery) ? Done : DoneLate;
        if (!IsPending && !(State == Missed && claim.EndedAt < MissedAt)) throw Refused(to);
        if (claim.EndedAt < claim.StartedAt || claim.EndedAt > now) throw new RuleViolation(RuleCodes.InspectionPeriod, ("started", claim.StartedAt), ("ended", claim.EndedAt));
        if (done < EarliestOn) throw new RuleViolation(RuleCodes.InspectionTooEarly, ("earliest", EarliestOn));
        if (claim.Signatures.Count < signatures) throw new RuleViolation(RuleCodes.InspectionSignatures, ("required", signatures), ("signed", claim.Signatures.Count));
        // A test that a device makes by itself is told by its signature, not by a checklist.
        if ((actor != Actor.System || template.IsMeasured) && template.Steps.FirstOrDefault(step => claim.Steps.Count(result => result.StepKey == step.Key) != 1) is { } missing) throw new RuleViolation(RuleCodes.InspectionStep, ("step", missing.Key));

        if (claim.Scans?.Count > InspectionScan.Maximum) throw new RuleViolation(RuleCodes.InspectionScans, ("maximum", InspectionScan.Maximum));
        // What the checklist doesn't ask for isn't kept.
        var steps = claim.Steps.Where(result => template.Steps.Any(step => step.Key == result.StepKey)).ToList();
        if (claim.Note?.Length > Attachments.MaximumNoteLength || steps.Exists(result => result.Note?.Length > Attachments.MaximumNoteLength)) throw new RuleViolation(RuleCodes.NoteTooLong, ("maximum", Attachments.MaximumNoteLength));

        State = to;
        StartedAt = claim.StartedAt;
        EndedAt = claim.EndedAt;
        RecordedAt = now;
        DoneBy = actor.User;
        DoneByOrganisation = actor.Organisation;
        Signatures = claim.Signatures;
        Note = claim.Note;
        Files = claim.Files ?? [];
        Scans = claim.Scans ?? [];
        Doubts = [.. RecordDoubts.Of(claim, template.RoundEvery).Concat(doubts ?? []).Select(doubt => doubt.ToString())];
        _steps.AddRange(steps);
        schedule.Completed(DueDate, done);
        return [.. template.Steps.Where(step => claim.Steps.FirstOrDefault(result => result.StepKey == step.Key) is { } result && !step.IsMet(result.InOrder, result.Value))];
    }

    /// <summary>A longer list was done that contains this one (<see cref="InspectionTemplates.Included"/>): its claim counts here too.</summary>
    /// <returns>False, and nothing changed, when this one isn't pending or the claim is too early for it.</returns>
    public bool CompleteBy(InspectionItem longer, InspectionSchedule schedule, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(longer);
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(calendar);
        if (!IsPending || longer.AssetId != AssetId || longer.EndedAt is not { } ended || calendar.LocalDate(ended) is var done && done < EarliestOn) return false;
        State = done <= DueDate ? Done : DoneLate;
        StartedAt = longer.StartedAt;
        EndedAt = ended;
        RecordedAt = longer.RecordedAt;
        DoneBy = longer.DoneBy;
        DoneByOrganisation = longer.DoneByOrganisation;
        Signatures = longer.Signatures;
        CoveredBy = longer.TemplateKey;
        schedule.Completed(DueDate, done);
        return true;
    }

    /// <summary>Plans it for another day: not before work counts for it, not after its due date, not in the past.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.InspectionTransition"/>, <see cref="RuleCodes.InspectionWindow"/>, <see cref="RuleCodes.RightMissing"/>.</exception>
    public void Reschedule(DateOnly day, Actor actor, DateOnly today)
    {
        RoleRights.Require(actor, Right.PlanInspections);
        if (!IsPending) throw Refused(Planned);
        var earliest = EarliestOn > today ? EarliestOn : today;
        if (day < earliest || day > DueDate) throw new RuleViolation(RuleCodes.InspectionWindow, ("earliest", earliest), ("due", DueDate));
        PlannedDate = day;
        PlacedByHand = true;
        if (OpensOn > day) OpensOn = day;
    }

    /// <summary>Gives it to somebody of the crew, or to nobody in particular.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.InspectionTransition"/>, <see cref="RuleCodes.RightMissing"/>.</exception>
    public void Assign(UserId? crew, Actor actor)
    {
        RoleRights.Require(actor, Right.PlanInspections);
        if (!IsPending) throw Refused(Planned);
        AssignedTo = crew;
    }

    /// <summary>The calendar has changed: it is meant for another day.</summary>
    internal void Move(DateOnly plannedDate, DateOnly opensOn) => (PlannedDate, OpensOn) = (plannedDate, opensOn);

    /// <summary>The asset is out of use on its due date, by a permit.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.InspectionTransition"/>.</exception>
    public void ExcuseByOutage(string permitNumber)
    {
        if (!IsPending && !IsExcusedByOutage) throw Refused(Excused);
        State = Excused;
        PermitNumber = permitNumber;
    }

    /// <summary>Not needed: the asset is out of use, say, and a permit says so.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.InspectionTransition"/>, <see cref="RuleCodes.InspectionPermit"/>, <see cref="RuleCodes.RightMissing"/>.</exception>
    public void Excuse(string permitNumber, Actor actor, DateTimeOffset now)
    {
        RoleRights.Require(actor, Right.ExcuseInspection);
        if (!IsPending) throw Refused(Excused);
        if (string.IsNullOrWhiteSpace(permitNumber)) throw new RuleViolation(RuleCodes.InspectionPermit);
        State = Excused;
        PermitNumber = permitNumber;
        RecordedAt = now;
        DoneBy = actor.User;
        DoneByOrganisation = actor.Organisation;
    }

    private RuleViolation Refused(InspectionState to) => new(RuleCodes.InspectionTransition, ("from", State), ("to", to));
}
