namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>ShellText.resx</c> (zh-CN) and <c>ShellText.en.resx</c>.</summary>
public sealed class ShellText;
