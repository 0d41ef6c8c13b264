namespace Facilities.Dashboard.Pages.Diagrams;

/// <summary>A frame with its name.</summary>
internal sealed record DrawnGroup(string Name, IReadOnlyList<string> Members);
