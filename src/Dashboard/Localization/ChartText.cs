namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>ChartText.resx</c> (zh-CN) and <c>ChartText.en.resx</c>.</summary>
public sealed class ChartText;
