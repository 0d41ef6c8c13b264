using Facilities.Domain;
using Facilities.Domain.Sampling;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Supervision;

/// <summary>A sample as a list shows it.</summary>
/// <param name="Announcement">Hash of the audit entry of its announcement.</param>
/// <param name="Checked">How many of its records were looked at.</param>
/// <param name="NotAsClaimed">And weren't as claimed.</param>
public sealed record SampleRow(
    SampleId Id, string Number, SampleState State, SampleRule Rule, LocalizedName? Community, LocalizedName? Firm, LocalizedName? Duty, int Size, int Population, string PopulationDigest,
    string? Seed, string? SeedSource, DateTimeOffset SeedAt, string? Announcement, LocalizedName? AnnouncedBy, DateTimeOffset AnnouncedAt, DateTimeOffset? EndedAt, int Checked, int NotAsClaimed);
