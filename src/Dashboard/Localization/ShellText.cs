namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>ShellText.resx</c> (zh-CN) and <c>ShellText.en.resx</c>.</summary>
internal sealed class ShellText;
