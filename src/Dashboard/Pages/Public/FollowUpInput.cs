namespace Facilities.Dashboard.Pages.Public;

/// <summary>What a reporter's form says. A field that wasn't filled in is null.</summary>
internal sealed class FollowUpInput
{
    /// <summary>1–5.</summary>
    public int? Stars { get; set; }

    public bool? Solved { get; set; }

    public string? Comment { get; set; }
}
