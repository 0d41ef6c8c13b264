using Facilities.Domain;

namespace Facilities.Operations.Intake;

/// <summary>What a strange device probably is; a person confirms it.</summary>
/// <param name="TypeKey">Likeliest asset type; empty: none is likely.</param>
/// <param name="Fields">All fields seen, each with its likeliest point of that type.</param>
/// <param name="Asset">The asset it probably is, or that was asked for; null: a new one.</param>
/// <param name="By">Why it is probably <paramref name="Asset"/>.</param>
public sealed record DeviceSuggestion(string TypeKey, IReadOnlyList<FieldSuggestion> Fields, AssetId? Asset = null, SuggestedBy By = SuggestedBy.Nothing);
