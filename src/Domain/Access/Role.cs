namespace Facilities.Domain.Access;

/// <summary>What a person does here. Numbers are stored; add at the end only.</summary>
public enum Role
{
    /// <summary>The service itself: detectors, timers, telemetry verification.</summary>
    System = 0,

    /// <summary>Goes there and fixes; belongs to a maintenance or property firm.</summary>
    Crew = 1,

    /// <summary>Accepts, merges, dispatches.</summary>
    Dispatcher = 2,

    /// <summary>Project manager of a property or maintenance firm (项目经理): approves holds, closes, submits claims.</summary>
    Firm = 3,

    /// <summary>Reads across firms; opens and closes its own.</summary>
    Regulator = 4,

    /// <summary>Runs the platform; no part in the loop beyond helping it on.</summary>
    Admin = 5,

    /// <summary>Reads evidence, decides claims.</summary>
    Insurer = 6,

    /// <summary>Reports and rates, without an account.</summary>
    Resident = 7,

    /// <summary>Administrator of a firm: its people, tokens, channels and equipment; no part in the loop beyond reporting.</summary>
    FirmAdmin = 8,
}
