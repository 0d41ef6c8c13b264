namespace Facilities.Dashboard.Pages.Diagrams;

/// <summary>A node as wwwroot/js/diagram.js draws it, apart from what changes while one looks. Pixels at full size.</summary>
internal sealed record DrawnNode(string Key, string Kind, string Icon, string Name, string? Href, int X, int Y, int Width, int Height);
