namespace Facilities.Operations.Demo;

/// <summary>An asset of the demo.</summary>
/// <param name="Code">The <c>{asset}</c> level of its topics.</param>
/// <param name="Type">Key of its asset template.</param>
/// <param name="Name">Chinese.</param>
/// <param name="NameEn">English.</param>
/// <param name="Building">Chinese name of its building.</param>
/// <param name="Attributes">As in the asset template, numbers in invariant form.</param>
public sealed record DemoAsset(string Code, string Type, string Name, string NameEn, string Building, IReadOnlyDictionary<string, string> Attributes);
