namespace Facilities.Dashboard.Pages.Public;

/// <summary>What a resident's form says.</summary>
internal sealed class ReportInput
{
    public string? Family { get; set; }

    /// <summary>Without control characters, which say nothing and a database refuses.</summary>
    public string? Words
    {
        get;
        set => field = value is null ? null : string.Concat(value.ReplaceLineEndings("\n").Where(static letter => letter == '\n' || !char.IsControl(letter)));
    }

    public IFormFile? Photo { get; set; }

    public string? Phone { get; set; }

    /// <summary>Hidden from people: whoever fills it in is a program.</summary>
    public string? Website { get; set; }

    public string? Ticket { get; set; }
}
