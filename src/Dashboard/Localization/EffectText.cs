namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>EffectText.resx</c> (zh-CN) and <c>EffectText.en.resx</c>.</summary>
public sealed class EffectText;
