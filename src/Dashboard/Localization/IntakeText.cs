namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>IntakeText.resx</c> (zh-CN) and <c>IntakeText.en.resx</c>.</summary>
public sealed class IntakeText;
