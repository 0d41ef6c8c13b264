namespace Facilities.Domain.Complaints;

/// <summary>Borders of what is believed without a person, and the version of all rules about complaints: it is stored with what they said.</summary>
public static class ComplaintRules
{
    /// <summary>Raised whenever phrases, reading of places or borders change, so that one can tell by which rules a record was judged.</summary>
    public const int Version = 1;

    /// <summary>From this confidence on a topic or place counts without a person's word; below it waits for one.</summary>
    public const double Believed = 0.7;

    /// <summary>The same matter again within this time is a repeat.</summary>
    public static readonly TimeSpan RepeatWithin = TimeSpan.FromDays(90);
}
