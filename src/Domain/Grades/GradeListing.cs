namespace Facilities.Domain.Grades;

/// <summary>Where a quarter puts a community (红黑榜).</summary>
public enum GradeListing
{
    None,

    /// <summary>红榜: blue in all three months.</summary>
    Honour,

    /// <summary>黑榜: red in a month of the quarter, or still listed because the quarter wasn't clean.</summary>
    Black,

    /// <summary>摘帽: it was on the black list before, and this quarter is clean.</summary>
    Delisted,
}
