namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>AssetText.resx</c> (zh-CN) and <c>AssetText.en.resx</c>.</summary>
public sealed class AssetText;
