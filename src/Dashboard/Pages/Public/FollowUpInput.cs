namespace Facilities.Dashboard.Pages.Public;

/// <summary>What a reporter's form says. A field that wasn't filled in is null.</summary>
internal sealed class FollowUpInput
{
    /// <summary>1–5.</summary>
    public int? Stars { get; set; }

    public bool? Solved { get; set; }

    /// <summary>
    /// As the reporter counts it: browsers send two characters for a line's end and count one, and a database takes no NUL. Other control characters say nothing.
    /// </summary>
    public string? Comment
    {
        get;
        set => field = value is null ? null : string.Concat(value.ReplaceLineEndings("\n").Where(static letter => letter == '\n' || !char.IsControl(letter)));
    }
}
