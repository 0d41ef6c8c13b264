namespace Facilities.Domain.Contracts;

/// <summary>How a clause came out, worst first.</summary>
public enum ClauseResult
{
    NotMet,

    /// <summary>Nothing was asked for, or too much is unknown to say. Never the same as met.</summary>
    NoData,
    Met,
}
