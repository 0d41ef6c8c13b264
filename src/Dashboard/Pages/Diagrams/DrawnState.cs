namespace Facilities.Dashboard.Pages.Diagrams;

/// <summary>What a node says now, in the reader's language. Equal states are drawn once.</summary>
/// <param name="Key">Which node.</param>
/// <param name="Value">The main value, or a dash.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Note">What else it says, or since when it is silent.</param>
/// <param name="Tone"><c>live</c>, <c>off</c>, <c>stale</c> or <c>none</c>.</param>
/// <param name="Severity">Of its worst open fault, e.g. <c>P2</c>; null: none is open.</param>
/// <param name="SeverityText">The same in words.</param>
/// <param name="Part"><c>cause</c>: it lies behind others; <c>affected</c>: another lies behind it; empty.</param>
/// <param name="PartText">The same in words.</param>
/// <param name="Level">0 to 1 of what is drawn as filled; null: not drawn.</param>
/// <param name="Lift">The car; null: it is no lift.</param>
internal sealed record DrawnState(
    string Key, string Value, string Unit, string Note, string Tone, string? Severity, string SeverityText, string Part, string PartText, double? Level, DrawnLift? Lift);
