namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>InspectionText.resx</c> (zh-CN) and <c>InspectionText.en.resx</c>.</summary>
public sealed class InspectionText;
