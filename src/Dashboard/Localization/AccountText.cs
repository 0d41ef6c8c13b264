namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>AccountText.resx</c> (zh-CN) and <c>AccountText.en.resx</c>.</summary>
public sealed class AccountText;
