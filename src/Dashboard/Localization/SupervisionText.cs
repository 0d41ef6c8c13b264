namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>SupervisionText.resx</c> (zh-CN) and <c>SupervisionText.en.resx</c>.</summary>
public sealed class SupervisionText;
