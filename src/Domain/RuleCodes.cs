namespace Facilities.Domain;

/// <summary>Codes of every refusal of the domain; pages word them, a test checks that they do (<see cref="All"/>).</summary>
public static class RuleCodes
{
    public const string RightMissing = "access.right_missing";

    /// <summary>Such accounts aren't the actor's to make or change. Parameter <c>role</c>.</summary>
    public const string AccountRole = "account.role_refused";

    /// <summary>There is no such role in that organisation, or it isn't the actor's. Parameter <c>role</c>.</summary>
    public const string AccountOrganisation = "account.organisation_refused";

    /// <summary>Somebody else must do this to the account.</summary>
    public const string AccountOwn = "account.not_ones_own";

    public const string PeriodReversed = "period.reversed";
    public const string CodeMalformed = "asset.code_malformed";
    public const string TimeZoneUnknown = "community.time_zone_unknown";
    public const string ThresholdNotFinite = "asset.threshold_not_finite";
    public const string NoteTooLong = "attachment.note_too_long";
    public const string TooManyFiles = "attachment.too_many_files";

    public const string FaultTransition = "fault.transition_refused";
    public const string FaultRight = "fault.right_missing";
    public const string FaultNotAssigned = "fault.not_assigned_to_firm";
    public const string FaultFourEyes = "fault.four_eyes";
    public const string FaultRegulatorOnly = "fault.regulator_only";
    public const string FaultP1Single = "fault.p1_stays_single";
    public const string FaultMergeTarget = "fault.merge_target_refused";
    public const string FaultEntrapmentFacts = "fault.entrapment_facts";
    public const string FaultSeveritySame = "fault.severity_same";
    public const string FaultSeverityLowered = "fault.severity_lowered_by_service";
    public const string FaultSoakStillRunning = "fault.soak_still_running";
    public const string FaultNoReporter = "fault.no_reporter";
    public const string FaultParts = "fault.parts_refused";
    public const string FaultStars = "fault.stars_out_of_range";
    public const string FaultReporterSilent = "fault.reporter_not_answered";
    public const string FaultReopenTooLate = "fault.reopen_too_late";
    public const string FaultPartOnly = "fault.part_only";
    public const string PartAskedByOther = "part.asked_by_other";
    public const string PartDue = "part.due_refused";
    public const string PartNotYours = "part.not_yours";
    public const string PartOpen = "part.open";
    public const string PartTooMany = "part.too_many";
    public const string PartTransition = "part.transition_refused";
    public const string PartTwice = "part.asked_twice";
    public const string PartUnknown = "part.unknown";
    public const string PartWords = "part.words_missing";

    /// <summary>Only a closed month can be appealed, once, and not for ever. Parameters <c>month</c>, <c>days</c>.</summary>
    public const string GradeAppealMonth = "grade.appeal_month";

    /// <summary>It was decided already.</summary>
    public const string GradeAppealDecided = "grade.appeal_decided";

    /// <summary>What is granted must be better than what was shown. Parameter <c>shown</c>.</summary>
    public const string GradeAppealGrade = "grade.appeal_grade";

    /// <summary>A reason must be given.</summary>
    public const string GradeAppealWords = "grade.appeal_words";
    public const string HoldPending = "hold.already_requested";
    public const string HoldNonePending = "hold.none_requested";
    public const string HoldTooMany = "hold.too_many";
    public const string HoldEndPast = "hold.end_in_the_past";
    public const string HoldNotLonger = "hold.not_longer";
    public const string HoldReasonUnknown = "hold.reason_unknown";
    public const string EntrapmentNotOpen = "entrapment.not_open";
    public const string EntrapmentReleaseBeforeStart = "entrapment.release_before_start";
    /// <summary>The head count comes before what became of each.</summary>
    public const string EntrapmentHeadsFirst = "entrapment.heads_first";

    /// <summary>More came out than are left. Parameter <c>left</c>.</summary>
    public const string EntrapmentPersonsLeft = "entrapment.persons_left";

    /// <summary>Fewer were trapped than came out. Parameter <c>out</c>.</summary>
    public const string EntrapmentPersonsOut = "entrapment.persons_out";

    /// <summary>Parameter <c>at</c>.</summary>
    public const string EntrapmentReleaseAhead = "entrapment.release_ahead";
    public const string EntrapmentPersons = "entrapment.persons_out_of_range";

    public const string DutyLevelUnknown = "duty.level_unknown";
    public const string DutyShiftTooLong = "duty.shift_too_long";
    public const string DutySubstituteSame = "duty.substitute_same";
    public const string DutyWeekdays = "duty.weekdays_missing";
    public const string DutyWeeks = "duty.weeks_out_of_range";

    public const string LadderMalformed = "escalate.ladder_malformed";

    /// <summary>A diagram's arrangement is beyond its limits or names what it doesn't place. Parameter <c>problem</c>: nodes, links or groups.</summary>
    public const string DiagramMalformed = "diagram.malformed";
    public const string PermitFamilies = "permit.families_refused";
    public const string PermitKindUnknown = "permit.kind_unknown";
    public const string PermitPast = "permit.end_in_the_past";
    public const string PermitTooLong = "permit.too_long";

    /// <summary>A learned model's state doesn't allow it. Parameters <c>state</c>, <c>action</c>.</summary>
    public const string ModelTransition = "model.transition_refused";
    public const string CalendarDateOutOfRange = "calendar.date_out_of_range";

    public const string InspectionTransition = "inspection.transition_refused";
    public const string InspectionPeriod = "inspection.period_refused";
    public const string InspectionTooEarly = "inspection.too_early";
    public const string InspectionSignatures = "inspection.signatures_missing";
    public const string InspectionSigner = "inspection.signer_refused";
    public const string InspectionStep = "inspection.step_missing";
    public const string InspectionPermit = "inspection.permit_missing";
    public const string InspectionLoosened = "inspection.interval_loosened";
    public const string InspectionNotRecorded = "inspection.not_recorded";
    public const string InspectionNote = "inspection.note_missing";
    public const string InspectionScans = "inspection.too_many_scans";
    public const string InspectionWindow = "inspection.outside_window";
    public const string InspectionTermPast = "inspection.term_in_the_past";
    public const string InspectionTerms = "inspection.too_many_terms";
    public const string InspectionOnDemand = "inspection.on_demand_refused";
    public const string InspectionKept = "inspection.record_kept";
    public const string InspectionHeld = "inspection.record_under_review";
    public const string InspectionRound = "inspection.round_refused";
    public const string InspectionOnDemandUnknown = "inspection.on_demand_unknown";

    public const string SampleSize = "sample.size_refused";
    public const string SampleSeed = "sample.seed_refused";
    public const string SampleSeedTime = "sample.seed_time_refused";
    public const string SampleTooEarly = "sample.too_early";
    public const string SamplePopulation = "sample.population_changed";
    public const string SampleTransition = "sample.transition_refused";
    public const string SpotCheckKnown = "spot_check.already_recorded";
    public const string SpotCheckWords = "spot_check.words_missing";
    public const string EnforcementFields = "enforcement.field_refused";
    public const string EnforcementOpen = "enforcement.already_open";
    public const string EnforcementTransition = "enforcement.transition_refused";

    public const string ClauseTarget = "clause.target_refused";
    public const string ClauseLimit = "clause.limit_refused";
    /// <summary>There is no such paper of such a thing.</summary>
    public const string CertificateKind = "certificate.kind_refused";

    /// <summary>Parameter <c>maximum</c>, characters.</summary>
    public const string CertificateNumber = "certificate.number_refused";

    /// <summary>Parameter <c>maximum</c>, characters.</summary>
    public const string CertificateIssuer = "certificate.issuer_refused";

    /// <summary>A paper of tomorrow can't be entered. Parameter <c>day</c>.</summary>
    public const string CertificateIssuedLater = "certificate.issued_later";

    /// <summary>It says no last day, or doesn't expire and says one.</summary>
    public const string CertificateUntil = "certificate.until_refused";

    public const string ClauseTwice = "clause.kind_twice";
    public const string ClauseByFirm = "clause.own_contract";

    public const string MoneyOutOfRange = "money.out_of_range";
    /// <summary>The owners' committee's code has a wrong check character. Parameter <c>code</c>.</summary>
    public const string PolicyCreditCode = "policy.credit_code";
    public const string PolicyTerms = "policy.terms_overlap";

    /// <summary>Parameter <c>maximum</c>, characters.</summary>
    public const string PolicyNumber = "policy.number_refused";

    /// <summary>Another policy has the number. Parameter <c>number</c>.</summary>
    public const string PolicyNumberTaken = "policy.number_taken";

    /// <summary>A figure that nobody could have agreed. Parameter <c>field</c>.</summary>
    public const string PolicyFigure = "policy.figure_refused";

    /// <summary>Below zero, or above <c>maximum</c>.</summary>
    public const string PolicyPremium = "policy.premium_refused";

    /// <summary>Parameter <c>exclusion</c>.</summary>
    public const string PolicyExclusion = "policy.exclusion_unknown";

    /// <summary>No asset, or more than <c>maximum</c>.</summary>
    public const string PolicyAssets = "policy.assets_refused";

    /// <summary>Neither who runs the assets' community nor its owners' committee.</summary>
    public const string PolicyHolder = "policy.holder_refused";

    /// <summary>It can't end then. Parameter <c>until</c>, when it ends by itself.</summary>
    public const string PolicyEnd = "policy.end_refused";

    /// <summary>Its end was said before. Parameter <c>at</c>.</summary>
    public const string PolicyEnded = "policy.ended";

    /// <summary>Longer than a policy runs, or begun too long ago. Parameter <c>years</c>.</summary>
    public const string PolicyTerm = "policy.term_refused";
    public const string PolicyCover = "policy.cover_twice";
    /// <summary>Zero, below, or above <c>maximum</c>; or no such kind or account.</summary>
    public const string LedgerAmount = "ledger.amount_refused";

    /// <summary>Parameter <c>maximum</c>, characters.</summary>
    public const string LedgerWords = "ledger.words_refused";
    public const string LedgerDocument = "ledger.document_missing";

    /// <summary>In the future, or more than ten years ago. Parameter <c>day</c>.</summary>
    public const string LedgerDay = "ledger.day_refused";

    /// <summary>It was taken back before, or takes another back.</summary>
    public const string LedgerReversal = "ledger.reversal_refused";
    public const string ClaimTransition = "claim.transition_refused";
    public const string ClaimRight = "claim.right_missing";

    /// <summary>Neither runs the claim's community nor holds its policy. Parameter <c>action</c>.</summary>
    public const string ClaimInsured = "claim.not_insured";
    public const string ClaimChecksFailed = "claim.checks_failed";
    public const string ClaimPersonsUnknown = "claim.persons_unknown";
    /// <summary>An appeal says why.</summary>
    public const string ClaimAppealReason = "claim.appeal_reason";

    /// <summary>A letter needs words, at most <c>maximum</c> characters.</summary>
    public const string ClaimLetterWords = "claim.letter_words";

    /// <summary>Zero, below, or above <c>maximum</c>.</summary>
    public const string ClaimAmount = "claim.amount_refused";
    public const string ClaimNothingOwed = "claim.nothing_owed";

    /// <summary>Every code above.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(RuleCodes).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
    ];
}
