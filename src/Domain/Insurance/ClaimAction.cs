namespace Facilities.Domain.Insurance;

/// <summary>What can be done to a claim. Numbers are stored in its history.</summary>
public enum ClaimAction
{
    Propose = 1,

    /// <summary>The loss goes on or is known better.</summary>
    UpdateLoss = 2,
    Check = 3,

    /// <summary>报案, by a person.</summary>
    Notify = 4,
    Survey = 5,
    Agree = 6,
    Approve = 7,
    Pay = 8,
    Close = 9,
    Reject = 10,
    Withdraw = 11,
    Appeal = 12,
    Comment = 13,
}
