namespace Facilities.Domain;

/// <summary>
/// Codes of what the domain writes into history and gives as reasons, and the listed ones that people choose from; pages word them, a test checks that they do
/// (<see cref="All"/>). Refusals are in <see cref="RuleCodes"/>.
/// </summary>
public static class ReasonCodes
{
    // What happened to a fault.
    public const string FaultAccepted = "fault.accepted";
    public const string FaultAcknowledged = "fault.acknowledged";
    public const string FaultArrived = "fault.arrived";
    public const string FaultArrivedProven = "fault.arrived_proven";
    public const string FaultAnsweredBefore = "fault.answered_before";
    public const string FaultComment = "fault.comment";
    public const string FaultDispatched = "fault.dispatched";
    public const string FaultEntrapmentConfirmed = "fault.entrapment_confirmed";
    public const string FaultFindingCleared = "fault.finding_cleared";
    public const string FaultFindingUpdated = "fault.finding_updated";
    public const string FaultFixStarted = "fault.fix_started";
    public const string FaultHoldApproved = "fault.hold_approved";
    public const string FaultHoldRefused = "fault.hold_refused";
    public const string FaultHoldRequested = "fault.hold_requested";
    public const string FaultFolded = "fault.folded";
    public const string FaultMerged = "fault.merged";
    public const string FaultMode = "fault.mode";
    public const string FaultOpened = "fault.opened";
    public const string FaultOverdue = "fault.overdue";
    public const string FaultParts = "fault.parts";
    public const string FaultPersonsReleased = "fault.persons_released";
    public const string FaultPersons = "fault.persons";
    public const string FaultRated = "fault.rated";
    public const string FaultReleased = "fault.released";
    public const string FaultResumed = "fault.resumed";
    public const string FaultSafe = "fault.safe";
    public const string FaultSeverityChanged = "fault.severity_changed";
    public const string FaultSoakStarted = "fault.soak_started";
    public const string FaultStep = "fault.step";
    public const string FaultTrappedAgain = "fault.trapped_again";
    public const string FaultUnstable = "fault.unstable";
    public const string FaultVerified = "fault.verified";

    // What happened to an organisation's part of it.
    public const string PartAcknowledged = "part.acknowledged";
    public const string PartAsked = "part.asked";
    public const string PartDropped = "part.dropped";
    public const string PartOverdue = "part.overdue";
    public const string PartRefused = "part.refused";
    public const string PartReturned = "part.returned";
    public const string PartWithdrawn = "part.withdrawn";

    // Many at once.
    public const string StormBegun = "storm.begun";
    public const string StormOver = "storm.over";

    // Why it was rejected.
    public const string RejectDuplicate = "reject.duplicate";
    public const string RejectFalseAlarm = "reject.false_alarm";
    public const string RejectNotOurs = "reject.not_ours";
    public const string RejectOther = "reject.other";

    // Why the crew gave it back.
    public const string ReturnNoAccess = "return.no_access";
    public const string ReturnNotOurs = "return.not_ours";
    public const string ReturnOther = "return.other";

    // What was done.
    public const string FixAdjusted = "fix.adjusted";
    public const string FixCleaned = "fix.cleaned";
    public const string FixOther = "fix.other";
    public const string FixPartReplaced = "fix.part_replaced";
    public const string FixReset = "fix.reset";

    // What took points from an asset's health, and why it has no score.
    public const string HealthAge = "health.age";
    public const string HealthContradicted = "health.contradicted";
    public const string HealthFault = "health.fault";
    public const string HealthFaultLate = "health.fault_late";
    public const string HealthForecast = "health.forecast";
    public const string HealthNeverSeen = "health.never_seen";
    public const string HealthNotScored = "health.not_scored";
    public const string HealthOverdue = "health.overdue";
    public const string HealthRepeats = "health.repeats";
    public const string HealthUnseen = "health.unseen";
    public const string HealthWear = "health.wear";

    // What took points from a community's grade, made it red, or left it without one.
    public const string GradeComplaintRules = "grade.complaint_rules";
    public const string GradeComplaints = "grade.complaints";
    public const string GradeComplaintsUncounted = "grade.complaints_uncounted";
    public const string GradeFaults = "grade.faults";
    public const string GradeInspections = "grade.inspections";
    public const string GradeLoop = "grade.loop";
    public const string GradeNeverSeen = "grade.never_seen";
    public const string GradeNoAssets = "grade.no_assets";
    public const string GradeShrunk = "grade.shrunk";
    public const string GradeUnseen = "grade.unseen";
    public const string GradeVetoInspection = "grade.veto_inspection";
    public const string GradeVetoLane = "grade.veto_lane";
    public const string GradeVetoOverdue = "grade.veto_overdue";
    public const string GradeVetoPump = "grade.veto_pump";
    public const string GradeVetoRecord = "grade.veto_record";

    // Why it was closed.
    public const string CloseAgreed = "close.agreed";
    public const string CloseSilence = "close.silence";

    // Why it came back.
    public const string ReopenContradicted = "reopen.contradicted";
    public const string ReopenRecurred = "reopen.recurred";
    public const string ReopenReported = "reopen.reported";
    public const string ReopenUnsatisfied = "reopen.unsatisfied";

    // Why its severity changed.
    public const string SeverityJudged = "severity.judged";
    public const string SeverityReported = "severity.reported";
    public const string SeverityWorseFinding = "severity.worse_finding";

    // Why it went up the ladder.
    public const string EscalateByHand = "escalate.by_hand";
    public const string EscalateNobody = "escalate.nobody";
    public const string EscalateRescue = "escalate.rescue";
    public const string EscalateStep = "escalate.step";

    // Why a permit was granted.
    public const string PermitDrill = "permit.drill";
    public const string PermitInspection = "permit.inspection";
    public const string PermitMaintenance = "permit.maintenance";
    public const string DoubtOutside = "inspection.doubt_outside";
    public const string DoubtScanTime = "inspection.doubt_scan_time";
    public const string DoubtWalking = "inspection.doubt_walking";
    public const string DoubtRoundGap = "inspection.doubt_round_gap";
    public const string DoubtPointMissing = "inspection.doubt_point_missing";
    public const string DoubtPointOrder = "inspection.doubt_point_order";
    public const string DoubtPointFast = "inspection.doubt_point_fast";
    public const string DoubtSignatureNamed = "inspection.doubt_signature_named";
    public const string DoubtUnlicensed = "inspection.doubt_unlicensed";
    public const string DoubtSameValues = "inspection.doubt_same_values";
    public const string DoubtTwoSites = "inspection.doubt_two_sites";
    public const string DoubtTwoAssets = "inspection.doubt_two_assets";
    public const string DoubtPhotoReused = "inspection.doubt_photo_reused";
    public const string PermitOther = "permit.other";
    public const string PermitRenovation = "permit.renovation";
    public const string PermitUnused = "permit.unused";

    // Why its deadlines moved.
    public const string DeadlineCalendarChanged = "deadline.calendar_changed";

    // How a deadline came about.
    public const string DeadlineAcknowledge = "deadline.acknowledge";
    public const string DeadlineArrive = "deadline.arrive";
    public const string DeadlineArriveEntrapmentCity = "deadline.arrive_entrapment_city";
    public const string DeadlineArriveEntrapmentElsewhere = "deadline.arrive_entrapment_elsewhere";
    public const string DeadlineFix = "deadline.fix";
    public const string DeadlineFixHeld = "deadline.fix_held";
    public const string DeadlineSafe = "deadline.safe";

    // What telemetry says.
    public const string SoakActivityLow = "soak.activity_low";
    public const string SoakClear = "soak.clear";
    public const string SoakCoverageLow = "soak.coverage_low";
    public const string SoakFamilyRecurred = "soak.family_recurred";
    public const string SoakNoTelemetry = "soak.no_telemetry";
    public const string SoakRuleNotClear = "soak.rule_not_clear";

    // How an amount came about.
    public const string LadderBelowFirstStep = "ladder.below_first_step";
    public const string LadderCappedByRatedPersons = "ladder.capped_by_rated_persons";
    public const string LadderGapsLeftOut = "ladder.gaps_left_out";
    public const string LadderGroup = "ladder.group";
    public const string LadderPersonsUnknown = "ladder.persons_unknown";
    public const string LadderStep = "ladder.step";
    public const string LadderUnconfirmed = "ladder.unconfirmed";

    // What was checked of a claim.
    public const string CheckAge = "check.age";
    public const string CheckAggregate = "check.aggregate";
    public const string CheckCover = "check.cover";
    public const string CheckDuplicate = "check.duplicate";
    public const string CheckExclusion = "check.exclusion";
    public const string CheckInForce = "check.in_force";
    public const string CheckInspectionValid = "check.inspection_valid";
    public const string CheckUpkeepLicensed = "check.upkeep_licensed";
    public const string CheckWaitingPeriod = "check.waiting_period";

    // What happened to a claim.
    public const string ClaimAgreed = "claim.agreed";
    public const string ClaimAppealed = "claim.appealed";
    public const string ClaimApproved = "claim.approved";
    public const string ClaimChecked = "claim.checked";
    public const string ClaimClosed = "claim.closed";
    public const string ClaimComment = "claim.comment";
    public const string ClaimLossUpdated = "claim.loss_updated";
    public const string ClaimLossKnown = "claim.loss_known";
    public const string ClaimNotified = "claim.notified";
    public const string ClaimNotifiedLate = "claim.notified_late";
    public const string ClaimPaid = "claim.paid";
    public const string ClaimProposed = "claim.proposed";
    public const string ClaimSurveying = "claim.surveying";
    public const string ClaimWithdrawn = "claim.withdrawn";

    // Why a claim was rejected.
    public const string ClaimRejectDuplicate = "claim_reject.duplicate";
    public const string ClaimRejectExcluded = "claim_reject.excluded";
    public const string ClaimRejectNotCovered = "claim_reject.not_covered";
    public const string ClaimRejectOther = "claim_reject.other";

    // What happened to the chain.
    public const string AuditErased = "audit.erased";

    /// <summary>Every code above.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(ReasonCodes).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
    ];
}
