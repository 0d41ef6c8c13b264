namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>NotificationText.resx</c> (zh-CN) and <c>NotificationText.en.resx</c>.</summary>
public sealed class NotificationText;
