namespace Facilities.Operations.Intake;

/// <summary>What a strange device probably is; a person confirms it.</summary>
/// <param name="TypeKey">Likeliest asset type; empty: none is likely.</param>
/// <param name="Fields">All fields seen, each with its likeliest point of that type.</param>
public sealed record DeviceSuggestion(string TypeKey, IReadOnlyList<FieldSuggestion> Fields);
