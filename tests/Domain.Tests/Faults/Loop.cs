using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Faults;

/// <summary>Drives a fault through the loop with plausible people, a minute per step.</summary>
internal sealed class Loop
{
    public static readonly OrganisationId Firm = new(7);
    public static readonly OrganisationId OtherFirm = new(8);

    public static readonly Actor Crew = new(new UserId(11), Role.Crew, Firm);
    public static readonly Actor OtherCrew = new(new UserId(12), Role.Crew, OtherFirm);
    public static readonly Actor Dispatcher = new(new UserId(21), Role.Dispatcher, new OrganisationId(3));
    public static readonly Actor Manager = new(new UserId(31), Role.Firm, Firm);
    public static readonly Actor Regulator = new(new UserId(41), Role.Regulator, new OrganisationId(5));
    public static readonly Actor FirmAdmin = new(new UserId(34), Role.FirmAdmin, Manager.Organisation);
    public static readonly Actor Admin = new(new UserId(51), Role.Admin, null);
    public static readonly Actor Insurer = new(new UserId(61), Role.Insurer, new OrganisationId(6));

    /// <summary>Works for the organisation that has a part of the fault.</summary>
    public static readonly Actor Party = new(new UserId(71), Role.Firm, OtherFirm);

    public static readonly CodedText Why = CodedText.Of("test.why");

    public Loop(Severity severity = Severity.P2, string family = "door", FaultSource source = FaultSource.Sensor, bool hasReporter = false, Actor? openedBy = null,
        DateTimeOffset? at = null, SiteRules? site = null)
    {
        Site = site ?? InCity;
        Now = at ?? MondayMorning;
        var entrapment = family == FaultFamilies.Entrapment ? new EntrapmentStart(Now.AddMinutes(-1), "controller", true) : null;
        Fault = Fault.Open(
            new FaultOpening("F-2026-0001", new AssetId(1), new CommunityId(1), family, "door_wear", severity, source, Now.AddMinutes(-1), Now, Now,
                Finding: source == FaultSource.Sensor ? new FindingFacts("door-close-slow", "door_close_s", 5.1, 3.2, 3.9, 4.5, 0.9) : null,
                HasReporter: hasReporter, Entrapment: entrapment),
            openedBy ?? Actor.System, Site, Now);
    }

    public Fault Fault { get; }

    public SiteRules Site { get; }

    public DateTimeOffset Now { get; private set; }

    public static Actor Of(Role role) => role switch
    {
        Role.System => Actor.System,
        Role.Crew => Crew,
        Role.Dispatcher => Dispatcher,
        Role.Firm => Manager,
        Role.Regulator => Regulator,
        Role.Admin => Admin,
        Role.Insurer => Insurer,
        Role.FirmAdmin => FirmAdmin,
        _ => Actor.Resident,
    };

    public Loop Wait(TimeSpan span)
    {
        Now += span;
        return this;
    }

    /// <summary>Brings the fault on to a state by the usual way.</summary>
    public Loop To(FaultState state)
    {
        while (Fault.State != state)
        {
            Do((Fault.State, state) switch
            {
                (_, FaultState.Rejected) => FaultAction.Reject,
                (_, FaultState.Merged) => FaultAction.Merge,
                (FaultState.Found, _) => FaultAction.Accept,
                (FaultState.Accepted, _) => FaultAction.Dispatch,
                (FaultState.Dispatched, _) => FaultAction.Acknowledge,
                (FaultState.Acknowledged, _) => FaultAction.Arrive,
                (FaultState.OnSite, _) => FaultAction.StartFix,
                (FaultState.Fixing, FaultState.OnHold) => FaultAction.ApproveHold,
                (FaultState.Fixing, _) => FaultAction.ReportFixed,
                (FaultState.Fixed, _) => FaultAction.StartSoak,
                (FaultState.Soaking, _) => FaultAction.PassSoak,
                (FaultState.FollowUp, _) => Fault is { HasReporter: true, Stars: null } ? FaultAction.Rate : FaultAction.Close,
                _ => throw new InvalidOperationException($"No usual way from {Fault.State} to {state}."),
            });
        }

        return this;
    }

    /// <summary>Does an action as <paramref name="actor"/>, or as the one who usually does it.</summary>
    public Loop Do(FaultAction action, Actor? actor = null)
    {
        Now = Now.AddMinutes(1);
        var who = actor ?? Usual(action);
        switch (action)
        {
            case FaultAction.Open: throw new RuleViolation(RuleCodes.FaultTransition);
            case FaultAction.Accept: Fault.Accept(who, Now); break;
            case FaultAction.Reject: Fault.Reject(Why, who, Now); break;
            case FaultAction.Merge: Fault.MergeInto(Other(), who, Now); break;
            case FaultAction.Dispatch: Fault.Dispatch(Firm, null, who, Now); break;
            case FaultAction.Acknowledge: Fault.Acknowledge(who, Now); break;
            case FaultAction.Return: Fault.Return(Why, who, Now); break;
            case FaultAction.Arrive: Fault.Arrive(who, Now); break;
            case FaultAction.StartFix: Fault.StartFix(who, Now); break;
            case FaultAction.RequestHold: Fault.RequestHold(HoldReason.Part, Now.AddDays(2), who, Now); break;
            case FaultAction.ApproveHold:
                if (Fault.State is FaultState.Fixing or FaultState.OnHold && Fault.PendingHold is null) Fault.RequestHold(HoldReason.Part, Now.AddDays(2), Crew, Now);
                Fault.ApproveHold(who, Site, Now);
                break;
            case FaultAction.RefuseHold:
                if (Fault.State is FaultState.Fixing or FaultState.OnHold && Fault.PendingHold is null) Fault.RequestHold(HoldReason.Part, Now.AddDays(2), Crew, Now);
                Fault.RefuseHold(who, Now);
                break;
            case FaultAction.Resume: Fault.Resume(who, Site, Now); break;
            case FaultAction.ReportFixed: Fault.ReportFixed(Why, who, Now); break;
            case FaultAction.StartSoak: Fault.StartSoak(Site, Now); break;
            case FaultAction.ExtendSoak: Fault.ApplySoak(new SoakResult(SoakVerdict.Extend, [Why]), Site, Now); break;
            case FaultAction.AskPerson: Fault.ApplySoak(new SoakResult(SoakVerdict.NeedsPerson, [Why]), Site, Now); break;
            case FaultAction.PassSoak: Fault.ApplySoak(new SoakResult(SoakVerdict.Passed, [Why]), Site, Now); break;
            case FaultAction.Verify:
                if (Fault is { State: FaultState.Soaking, SoakNeedsPerson: false }) Do(FaultAction.AskPerson);
                Fault.Verify(who, Now);
                break;
            case FaultAction.Rate: Fault.Rate(5, true, who, Site, Now); break;
            case FaultAction.Close: Fault.Close(Why, who, Now); break;
            case FaultAction.Reopen: Fault.Reopen(Why, null, Now, who, Site, Now); break;
            case FaultAction.MarkSafe: Fault.MarkSafe(who, Now); break;
            case FaultAction.ChangeSeverity: Fault.ChangeSeverity(Fault.Severity == Severity.P1 ? Severity.P2 : Severity.P1, Why, who, Site, Now); break;
            case FaultAction.Comment: Fault.Comment(who, Now, new Attachments("word")); break;
            case FaultAction.UpdateFinding: Fault.UpdateFinding(new FindingFacts("door-close-slow", "door_close_s", 5.4), Now); break;
            case FaultAction.ClearFinding: Fault.ClearFinding(Now, Now); break;
            case FaultAction.ConfirmEntrapment: Fault.ConfirmEntrapment(new EntrapmentStart(Now, "alarm_button", true), who, Now); break;
            case FaultAction.RecordRelease: Fault.RecordRelease(Now, "controller", who, Now); break;
            case FaultAction.RecordPersons: Fault.RecordPersons(2, 13, who, Now); break;
            case FaultAction.ReleasePersons:
                if (Fault.CurrentEntrapment is { Persons: null }) Do(FaultAction.RecordPersons);
                Fault.ReleasePersons(1, Now, who, Now);
                break;
            case FaultAction.NoteOverdue: Fault.NoteOverdue(Now.AddDays(90)); break;
            case FaultAction.MoveDeadlines: Fault.MoveDeadlines(Why, Site with { Limits = LimitTable.Default with { P2 = LimitTable.Default.P2 with { Fix = TimeLimit.Hours(60) } } }, Now); break;
            case FaultAction.Escalate: Fault.Escalate(Fault.EscalationLevel + 1, Why, who, Now); break;
            case FaultAction.TickStep: Fault.TickStep("elevator", "cause", "worn belt", who, Now); break;
            case FaultAction.RecordParts: Fault.RecordParts([new PartUsed("belt", 1, Money.FromYuan(80))], who, Now); break;
            case FaultAction.AskPart: Fault.AskPart(OtherFirm, Now.AddDays(2), who, Now, new Attachments("cordon it off")); break;
            case FaultAction.AcknowledgePart: Fault.AcknowledgePart(OpenPart(), who, Now); break;
            case FaultAction.ReturnPart: Fault.ReturnPart(OpenPart(), who, Now, new Attachments("done")); break;
            case FaultAction.RefusePart: Fault.RefusePart(OpenPart(), who, Now, new Attachments("not ours")); break;
            case FaultAction.WithdrawPart: Fault.WithdrawPart(OpenPart(), who, Now, new Attachments("not needed")); break;
            case FaultAction.NotePartOverdue:
                OpenPart();
                Fault.NotePartsOverdue(Now.AddDays(3));
                break;
            case FaultAction.MarkUnstable: Fault.MarkUnstable(4, Now); break;
            default: throw new ArgumentOutOfRangeException(nameof(action), action, "Unknown.");
        }

        return this;
    }

    public static Actor Usual(FaultAction action) => action switch
    {
        FaultAction.Accept or FaultAction.Reject or FaultAction.Merge or FaultAction.Dispatch or FaultAction.ChangeSeverity or FaultAction.Reopen or FaultAction.Comment
            or FaultAction.AskPart or FaultAction.WithdrawPart => Dispatcher,
        FaultAction.AcknowledgePart or FaultAction.ReturnPart or FaultAction.RefusePart => Party,
        FaultAction.Acknowledge or FaultAction.Return or FaultAction.Arrive or FaultAction.StartFix or FaultAction.RequestHold or FaultAction.Resume or FaultAction.ReportFixed
            or FaultAction.MarkSafe or FaultAction.TickStep or FaultAction.RecordParts or FaultAction.RecordPersons or FaultAction.ReleasePersons or FaultAction.ConfirmEntrapment or FaultAction.RecordRelease => Crew,
        FaultAction.ApproveHold or FaultAction.RefuseHold or FaultAction.Verify or FaultAction.Close => Manager,
        FaultAction.Rate => Actor.Resident,
        _ => Actor.System,
    };

    private int OpenPart()
    {
        if (Fault.IsOpen && Fault.OpenParts == 0) Fault.AskPart(OtherFirm, Now.AddDays(2), Dispatcher, Now, new Attachments("cordon it off"));
        return Fault.Parts.Count;
    }

    private Fault Other() => Fault.Open(
        new FaultOpening("F-2026-0002", new AssetId(1), new CommunityId(1), "lock", "lock_wear", Severity.P3, FaultSource.Sensor, Now, Now, Now), Actor.System, Site, Now);
}
