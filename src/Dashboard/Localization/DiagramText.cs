namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>DiagramText.resx</c> (zh-CN) and <c>DiagramText.en.resx</c>.</summary>
public sealed class DiagramText;
