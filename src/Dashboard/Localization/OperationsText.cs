namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>OperationsText.resx</c> (zh-CN) and <c>OperationsText.en.resx</c>.</summary>
public sealed class OperationsText;
