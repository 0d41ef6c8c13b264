namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>GradeText.resx</c> (zh-CN) and <c>GradeText.en.resx</c>.</summary>
public sealed class GradeText;
