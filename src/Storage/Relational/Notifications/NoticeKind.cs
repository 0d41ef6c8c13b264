namespace Facilities.Storage.Relational.Notifications;

/// <summary>Why people are told. Numbers are stored; add at the end only.</summary>
public enum NoticeKind
{
    Opened = 1,

    /// <summary>Given to a firm or a person, also to another one.</summary>
    Dispatched = 2,

    /// <summary>A step of the ladder, or somebody asked for more hands; <see cref="Notice.Step"/> is the level.</summary>
    Escalated = 3,

    /// <summary>A limit has passed.</summary>
    Overdue = 4,
    Reopened = 5,

    /// <summary>Over: closed, rejected or merged. Answers the opening to whoever was told of it.</summary>
    Closed = 6,

    /// <summary>Judged worse than before.</summary>
    SeverityRaised = 7,

    /// <summary>The crew gave it back to the dispatcher.</summary>
    Returned = 8,

    /// <summary>One message for many new faults of a community.</summary>
    StormSummary = 9,

    /// <summary>Who reported it is asked whether it is solved.</summary>
    FollowUp = 10,

    /// <summary>An organisation is asked to do a part.</summary>
    PartAsked = 11,

    /// <summary>A part is given back with its result, or refused.</summary>
    PartEnded = 12,

    /// <summary>A part is late; <see cref="Notice.Step"/> is the step of its ladder.</summary>
    PartOverdue = 13,
    PartWithdrawn = 14,

    /// <summary>A report that its owner subscribed is there.</summary>
    ReportMade = 15,

    /// <summary>A paper of an asset expires soon, or has expired.</summary>
    CertificateExpires = 16,

    /// <summary>A person's licence does.</summary>
    LicenceExpires = 17,

    /// <summary>An asset is operated as it never was while its model was trained.</summary>
    ModelDrifted = 18,

    /// <summary>A policy ends soon, or is over; <see cref="Notice.Step"/> is how many days before.</summary>
    PolicyExpires = 19,

    /// <summary>A claim waits for somebody, or has waited too long.</summary>
    ClaimDue = 20,

    /// <summary>The other side acted on a claim, or wrote.</summary>
    ClaimMoved = 21,
}
