namespace Facilities.Dashboard.Pages.Charts;

/// <summary>Something that happened in the stretch: a fault's onset, an inspection, a visit.</summary>
/// <param name="At">When.</param>
/// <param name="Icon">Material symbol.</param>
/// <param name="Label">Above the chart; short.</param>
/// <param name="Title">In the list.</param>
/// <param name="Tone">Token of its colour.</param>
/// <param name="Href">Its page.</param>
internal sealed record ChartEvent(DateTimeOffset At, string Icon, string Label, string Title, string Tone, string Href);
