namespace Facilities.Storage.Relational.Access;

/// <summary>A second step's code that was accepted: it doesn't count again.</summary>
public sealed class UsedCode
{
    public int UserId { get; set; }

    /// <summary>Half minutes since 1970.</summary>
    public long Step { get; set; }
}
