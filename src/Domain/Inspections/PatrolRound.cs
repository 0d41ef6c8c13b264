using Facilities.Domain.Access;

namespace Facilities.Domain.Inspections;

/// <summary>The round of a duty at a community: its points in the order in which they are walked. (community, duty) is unique.</summary>
public sealed class PatrolRound
{
    /// <summary>A longer one is two rounds; a record holds two scans a point at most.</summary>
    public const int MaximumPoints = InspectionScan.Maximum / 2;

    private PatrolRound()
    {
    }

    public PatrolRound(CommunityId community, string templateKey)
    {
        CommunityId = community;
        TemplateKey = templateKey;
    }

    public CommunityId CommunityId { get; private set; }

    public string TemplateKey { get; private set; } = "";

    public IReadOnlyList<RoundPoint> Points { get; private set; } = [];

    public UserId? ChangedBy { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Replaces the points; records that are made already keep what was said of them.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.InspectionRound"/>: too few or many, a code twice, or a point that isn't well formed.</exception>
    public void Change(IReadOnlyList<RoundPoint> points, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(actor);
        RoleRights.Require(actor, Right.PlanInspections);
        if (points.Count is 0 or > MaximumPoints) throw new RuleViolation(RuleCodes.InspectionRound, ("maximum", MaximumPoints), ("point", ""));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (points.FirstOrDefault(point => !point.IsWellFormed || !seen.Add(point.Code)) is { } wrong) throw new RuleViolation(RuleCodes.InspectionRound, ("maximum", MaximumPoints), ("point", wrong.Code));
        Points = [.. points];
        ChangedBy = actor.User;
        ChangedAt = now;
    }
}
