namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>SettingsText.resx</c> (zh-CN) and <c>SettingsText.en.resx</c>.</summary>
public sealed class SettingsText;
