namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>ComplianceText.resx</c> (zh-CN) and <c>ComplianceText.en.resx</c>.</summary>
public sealed class ComplianceText;
