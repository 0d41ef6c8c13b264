namespace Facilities.Dashboard.Pages.Diagrams;

/// <summary>A link now.</summary>
/// <param name="From">Upstream.</param>
/// <param name="To">Downstream.</param>
/// <param name="Tone"><c>flow</c>: something runs through it; <c>off</c>: nothing does; <c>hit</c>: on the way from a cause to what it affects; <c>plain</c>: not known.</param>
internal sealed record DrawnLink(string From, string To, string Tone);
