namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>LedgerText.resx</c> (zh-CN) and <c>LedgerText.en.resx</c>.</summary>
public sealed class LedgerText;
