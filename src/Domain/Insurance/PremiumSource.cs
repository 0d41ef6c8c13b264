namespace Facilities.Domain.Insurance;

/// <summary>What a premium is paid from. Numbers are stored; add at the end only.</summary>
public enum PremiumSource
{
    /// <summary>Whoever runs the community pays it.</summary>
    PropertyFirm = 1,

    /// <summary>专项维修资金增值收益: what the maintenance fund earned.</summary>
    FundGains = 2,

    /// <summary>公共收益: rent, advertising, parking of what is shared.</summary>
    PublicRevenue = 3,

    /// <summary>专项维修资金: the fund itself.</summary>
    Fund = 4,
}
