namespace Facilities.Domain.Funds;

/// <summary>What facility money is moved by. Numbers are stored; add at the end only.</summary>
public enum LedgerKind
{
    /// <summary>Of a policy.</summary>
    Premium = 1,

    /// <summary>Parts and work on equipment.</summary>
    Repair = 2,

    /// <summary>What an insurer paid on a claim.</summary>
    Payout = 3,

    /// <summary>增值收益: what the maintenance fund earned.</summary>
    FundGains = 4,
}
