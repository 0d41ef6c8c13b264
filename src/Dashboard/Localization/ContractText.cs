namespace Facilities.Dashboard.Localization;

/// <summary>Marks the texts of <c>ContractText.resx</c> (zh-CN) and <c>ContractText.en.resx</c>.</summary>
public sealed class ContractText;
