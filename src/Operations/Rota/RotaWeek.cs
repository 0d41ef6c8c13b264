using Facilities.Domain;
using Facilities.Operations.Escalation;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Rota;

/// <summary>A week of a community's rota, with who is on duty now. Instants are UTC; days are the site's.</summary>
public sealed record RotaWeek
{
    public required CommunityId Community { get; init; }

    public required LocalizedName Name { get; init; }

    /// <summary>IANA id of the site's zone.</summary>
    public required string TimeZone { get; init; }

    public required DateOnly Monday { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required IReadOnlyList<RotaSpan> OnNow { get; init; }

    /// <summary>Whole spans that touch the week, by level and beginning.</summary>
    public required IReadOnlyList<RotaSpan> Spans { get; init; }

    /// <summary>Stretches of the week without anybody, by level.</summary>
    public required IReadOnlyList<RotaGap> Gaps { get; init; }

    public required IReadOnlyList<ShiftRow> Shifts { get; init; }

    public required IReadOnlyList<PatternRow> Patterns { get; init; }

    public required IReadOnlyList<SubstitutionRow> Substitutions { get; init; }

    /// <summary>Who can be named.</summary>
    public required IReadOnlyList<RotaPerson> People { get; init; }

    public required IReadOnlyList<LadderRow> Ladders { get; init; }

    public required bool MayChange { get; init; }
}
