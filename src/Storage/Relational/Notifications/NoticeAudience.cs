namespace Facilities.Storage.Relational.Notifications;

/// <summary>Who is told besides the people named. Who that is on the day is found out when the notice is handled. Numbers are stored.</summary>
[Flags]
public enum NoticeAudience
{
    None = 0,

    /// <summary>The person to whom the fault is given; the crew of the firm when no person is named.</summary>
    Assigned = 1,

    /// <summary>Who is on call for the community.</summary>
    OnShift = 2,

    /// <summary>The channels of the community: its chat groups and webhooks.</summary>
    Group = 4,

    /// <summary>Whoever was told of the fault before.</summary>
    Told = 8,

    /// <summary>Who reported the fault and left a phone number or an address.</summary>
    Reporter = 16,

    /// <summary>The people of the organisation whose part of the fault the notice names.</summary>
    Party = 32,

    /// <summary>The regulators of the community's district.</summary>
    Authority = 64,
}
