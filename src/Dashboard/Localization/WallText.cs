namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>WallText.resx</c> (zh-CN) and <c>WallText.en.resx</c>.</summary>
public sealed class WallText;
