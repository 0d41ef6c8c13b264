namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>PolicyText.resx</c> (zh-CN) and <c>PolicyText.en.resx</c>.</summary>
public sealed class PolicyText;
