namespace Facilities.Dashboard.Pages.Public;

/// <summary>The button for trapped people.</summary>
internal sealed class TrappedInput
{
    public string? Ticket { get; set; }
}
