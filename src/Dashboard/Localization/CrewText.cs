namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>CrewText.resx</c> (zh-CN) and <c>CrewText.en.resx</c>: the crew's phone page.</summary>
public sealed class CrewText;
