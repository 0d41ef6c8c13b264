namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>FaultText.resx</c> (zh-CN) and <c>FaultText.en.resx</c>.</summary>
public sealed class FaultText;
