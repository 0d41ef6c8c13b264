namespace Facilities.Dashboard.Pages.Faults;

/// <summary>One condition of "fixed". Null: not known yet.</summary>
internal sealed record FixCriterion(string Text, bool? Met);
