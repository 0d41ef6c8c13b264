namespace Facilities.Domain.Models;

/// <summary>What of an asset's past a model takes for normal. Numbers are stored.</summary>
public enum ModelBaseline
{
    /// <summary>Its last healthy weeks; trained anew every month, so it doesn't see what takes longer.</summary>
    Recent = 1,

    /// <summary>Its first healthy weeks after commissioning or the last repair; kept until the next one.</summary>
    First = 2,
}
