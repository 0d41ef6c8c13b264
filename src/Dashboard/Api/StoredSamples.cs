namespace Facilities.Dashboard.Api;

/// <summary>How many samples the store holds.</summary>
internal sealed record StoredSamples(long Samples);
