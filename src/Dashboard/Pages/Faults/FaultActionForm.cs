using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;

namespace Facilities.Dashboard.Pages.Faults;

/// <summary>What a person is filling in for one action; becomes a command. One intention has one key, however often it is sent.</summary>
internal sealed class FaultActionForm(FaultAction action, DateTimeOffset localNow)
{
    public FaultAction Action { get; } = action;

    public string Key { get; } = Guid.NewGuid().ToString("N");

    public string? Note { get; set; }

    public string? Reason { get; set; }

    public int Firm { get; set; }

    public int Crew { get; set; }

    /// <summary>Merge: the fault that goes on.</summary>
    public int Into { get; set; }

    /// <summary>Number of the organisation's part.</summary>
    public int? Part { get; set; }

    /// <summary>AskPart: by when, local time of the site.</summary>
    public DateTime Due { get; set; } = localNow.DateTime.Date.AddDays(2).AddHours(18);

    public int Persons { get; set; } = 1;

    public Severity Severity { get; set; } = Severity.P3;

    public HoldReason HoldReason { get; set; } = HoldReason.Part;

    /// <summary>Local time of the site.</summary>
    public DateTime HoldUntil { get; set; } = localNow.DateTime.Date.AddDays(3).AddHours(12);

    /// <summary>Local time of the site.</summary>
    public DateTime ReleasedAt { get; set; } = new(localNow.Year, localNow.Month, localNow.Day, localNow.Hour, localNow.Minute, localNow.Second, DateTimeKind.Unspecified);

    public int Stars { get; set; } = 5;

    public bool Solved { get; set; } = true;

    /// <summary>Rate: number of the reporter whose answer it is; 0: somebody else.</summary>
    public int Reporter { get; set; }

    /// <summary>Listed reasons of the action; empty when it asks for none.</summary>
    public static IReadOnlyList<string> ReasonsFor(FaultAction action) => action switch
    {
        FaultAction.Reject => ["reject.false_alarm", "reject.duplicate", "reject.not_ours", "reject.other"],
        FaultAction.Return => ["return.no_access", "return.not_ours", "return.other"],
        FaultAction.ReportFixed => ["fix.part_replaced", "fix.adjusted", "fix.cleaned", "fix.reset", "fix.other"],
        _ => [],
    };

    public FaultCommand ToCommand(SiteZone zone) => new()
    {
        Action = Action,
        Key = Key,
        Note = string.IsNullOrWhiteSpace(Note) ? null : Note.Trim(),
        Reason = ReasonsFor(Action).Count > 0 ? Reason ?? ReasonsFor(Action)[0] : null,
        Firm = Action is FaultAction.Dispatch or FaultAction.AskPart && Firm > 0 ? new OrganisationId(Firm) : null,
        Crew = Action == FaultAction.Dispatch && Crew > 0 ? new UserId(Crew) : null,
        Into = Action == FaultAction.Merge && Into > 0 ? new FaultId(Into) : null,
        Severity = Action == FaultAction.ChangeSeverity ? Severity : null,
        Part = Part,
        Due = Action == FaultAction.AskPart ? zone.ToUtc(Due) : null,
        Persons = Action is FaultAction.RecordPersons or FaultAction.ReleasePersons ? Persons : null,
        HoldReason = Action == FaultAction.RequestHold ? HoldReason : null,
        HoldUntil = Action == FaultAction.RequestHold ? zone.ToUtc(HoldUntil) : null,
        At = Action is FaultAction.RecordRelease or FaultAction.ReleasePersons ? zone.ToUtc(ReleasedAt) : null,
        Stars = Action == FaultAction.Rate ? Stars : null,
        Solved = Action == FaultAction.Rate ? Solved : null,
        Reporter = Action == FaultAction.Rate && Reporter > 0 ? Reporter : null,
    };
}
