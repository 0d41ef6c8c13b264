namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>ClaimText.resx</c> (zh-CN) and <c>ClaimText.en.resx</c>.</summary>
public sealed class ClaimText;
