namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>CalendarText.resx</c> (zh-CN) and <c>CalendarText.en.resx</c>.</summary>
public sealed class CalendarText;
