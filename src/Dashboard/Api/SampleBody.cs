using Facilities.Domain;
using Facilities.Domain.Sampling;
using Facilities.Operations.Supervision;

namespace Facilities.Dashboard.Api;

/// <summary>Announces a sample: which records, how many, and either the seed or where and when it will be published.</summary>
/// <param name="From">First due date.</param>
/// <param name="Until">Last due date, included.</param>
/// <param name="Size">1–200.</param>
/// <param name="Template">Key of a duty; null: all.</param>
/// <param name="Seed">Published with the announcement.</param>
/// <param name="SeedSource">Where the seed will be published.</param>
/// <param name="SeedAt">When; it can't be drawn before.</param>
internal sealed record SampleBody(DateOnly From, DateOnly Until, int Size, int? Community = null, int? Firm = null, string? Template = null, string? Seed = null, string? SeedSource = null, DateTimeOffset? SeedAt = null)
{
    public SampleDraft ToDraft() => new(
        new SampleRule(From, Until, Community is { } site ? new CommunityId(site) : null, Firm is { } organisation ? new OrganisationId(organisation) : null, Template), Size, Seed, SeedSource, SeedAt);
}
