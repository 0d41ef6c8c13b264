namespace Facilities.Domain.Permits;

/// <summary>What a permit allows. Numbers are stored; add at the end only.</summary>
public enum PermitKind
{
    /// <summary>停用: the asset is off. Covers every fault family.</summary>
    OutOfUse = 1,

    /// <summary>检修: work on it.</summary>
    Work = 2,

    /// <summary>测试: a test or drill.</summary>
    Test = 3,
}
