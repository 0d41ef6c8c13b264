namespace Facilities.Domain.Faults;

/// <summary>What can be done to a fault. Numbers are stored in its history; add at the end only.</summary>
public enum FaultAction
{
    /// <summary>The first entry of every history.</summary>
    Open = 1,
    Accept = 2,
    Reject = 3,
    Merge = 4,

    /// <summary>Gives it to a firm, and perhaps to a person there; again to give it to another.</summary>
    Dispatch = 5,
    Acknowledge = 6,

    /// <summary>The crew gives it back to the dispatcher.</summary>
    Return = 7,
    Arrive = 8,
    StartFix = 9,
    RequestHold = 10,
    ApproveHold = 11,
    RefuseHold = 12,
    Resume = 13,
    ReportFixed = 14,
    StartSoak = 15,
    ExtendSoak = 16,

    /// <summary>Telemetry can't decide; a person is asked.</summary>
    AskPerson = 17,
    PassSoak = 18,

    /// <summary>A person other than the fixer confirms what telemetry couldn't.</summary>
    Verify = 19,

    /// <summary>The reporter's stars and answer.</summary>
    Rate = 20,
    Close = 21,

    /// <summary>重开: back into the loop with the same number and first clock.</summary>
    Reopen = 22,

    /// <summary>Safe for people, though not yet repaired.</summary>
    MarkSafe = 23,
    ChangeSeverity = 24,
    Comment = 25,

    /// <summary>A detector saw it again or saw more.</summary>
    UpdateFinding = 26,

    /// <summary>The rule that found it is clear.</summary>
    ClearFinding = 27,

    /// <summary>A suspected entrapment is one.</summary>
    ConfirmEntrapment = 28,
    RecordRelease = 29,

    /// <summary>How many were trapped; known by the crew only.</summary>
    RecordPersons = 30,
    NoteOverdue = 31,
    Escalate = 32,

    /// <summary>The site's calendar changed, and with it the deadlines.</summary>
    MoveDeadlines = 33,

    /// <summary>It comes and goes.</summary>
    MarkUnstable = 34,

    /// <summary>One step of the checklist is done.</summary>
    TickStep = 35,

    /// <summary>What parts the repair took, and what they cost.</summary>
    RecordParts = 36,

    /// <summary>Another organisation is handed a part with a deadline.</summary>
    AskPart = 37,

    /// <summary>It has it.</summary>
    AcknowledgePart = 38,

    /// <summary>Its result is back.</summary>
    ReturnPart = 39,
    RefusePart = 40,

    /// <summary>The part isn't needed any more.</summary>
    WithdrawPart = 41,

    /// <summary>A step of a part's own ladder.</summary>
    NotePartOverdue = 42,

    /// <summary>Some of those who were trapped came out, at a time of their own; known by the crew only.</summary>
    ReleasePersons = 43,
}
