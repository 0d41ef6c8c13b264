namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>OverviewText.resx</c> (zh-CN) and <c>OverviewText.en.resx</c>.</summary>
public sealed class OverviewText;
