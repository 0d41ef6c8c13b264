namespace Facilities.Storage.Relational.Notifications;

/// <summary>How a person is reached, and how he wants to be.</summary>
public sealed class ContactCard
{
    /// <summary>The user's.</summary>
    public int UserId { get; set; }

    /// <summary>Empty: no SMS.</summary>
    public string Phone { get; set; } = "";

    /// <summary>Empty: no mail.</summary>
    public string Mail { get; set; } = "";

    /// <summary>The order in which ways are tried, e.g. <c>Sms,Mail</c>.</summary>
    public string Order { get; set; } = "Sms,Mail";

    /// <summary>Minutes after midnight, site time, from which P3 and P4 wait for the morning.</summary>
    public int QuietFrom { get; set; } = 22 * 60;

    /// <summary>Minutes after midnight at which the digest comes. The same as <see cref="QuietFrom"/>: no quiet time.</summary>
    public int QuietUntil { get; set; } = 7 * 60;
}
