namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>TermText.resx</c> (zh-CN) and <c>TermText.en.resx</c>.</summary>
public sealed class TermText;
