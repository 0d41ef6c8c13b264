namespace Facilities.Domain.Complaints;

/// <summary>A topic with what exactly is wrong, and what of the equipment it can be.</summary>
/// <param name="Topic">What it is about.</param>
/// <param name="Key">Sub-topic, unique within the topic; stored.</param>
/// <param name="Types">Asset types that can be meant.</param>
/// <param name="Families">Fault families of these that show it.</param>
/// <param name="Parts">Values of an asset's <c>kind</c> or <c>area</c> that can be meant; empty: any.</param>
public sealed record ComplaintKind(ComplaintTopic Topic, string Key, IReadOnlyList<string> Types, IReadOnlyList<string> Families, IReadOnlyList<string> Parts);
