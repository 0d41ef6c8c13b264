using Facilities.Domain.Sampling;

namespace Facilities.Operations.Supervision;

/// <summary>What an announcement says. Either the seed, or where and when it will be published.</summary>
public sealed record SampleDraft(SampleRule Rule, int Size, string? Seed = null, string? SeedSource = null, DateTimeOffset? SeedAt = null);
