namespace Facilities.Simulator.Complaints;

/// <summary>A sub-topic with the ways in which people say it.</summary>
/// <param name="Topic">As <c>facilities</c> calls it.</param>
/// <param name="Sub">Its sub-topic.</param>
/// <param name="Type">Asset type that is meant; null: none.</param>
/// <param name="Weight">How often it comes.</param>
/// <param name="Part">Which of these; null: any.</param>
/// <param name="Wordings">Sentences.</param>
internal sealed record ComplaintSubject(string Topic, string Sub, string? Type, int Weight, string? Part, IReadOnlyList<string> Wordings);
