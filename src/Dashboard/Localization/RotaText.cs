namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>RotaText.resx</c> (zh-CN) and <c>RotaText.en.resx</c>.</summary>
public sealed class RotaText;
