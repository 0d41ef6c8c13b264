namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>ComplaintText.resx</c> (zh-CN) and <c>ComplaintText.en.resx</c>.</summary>
public sealed class ComplaintText;
