namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>FormatText.resx</c> (zh-CN) and <c>FormatText.en.resx</c>.</summary>
public sealed class FormatText;
