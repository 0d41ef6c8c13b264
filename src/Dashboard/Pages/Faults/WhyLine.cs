namespace Facilities.Dashboard.Pages.Faults;

/// <summary>One signal of the reasons, as shown.</summary>
internal sealed record WhyLine(string Name, string Value, string Expected, string Deviation, double? Sigma, string Since, bool IsStrange);
