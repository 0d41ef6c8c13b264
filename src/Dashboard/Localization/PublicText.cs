namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>PublicText.resx</c> (zh-CN) and <c>PublicText.en.resx</c>.</summary>
public sealed class PublicText;
