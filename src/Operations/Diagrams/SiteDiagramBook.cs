using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Diagrams;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Diagrams;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Diagrams;

/// <summary>How a community's people arrange its diagrams. Each change is in the audit chain. Thread-safe.</summary>
public sealed class SiteDiagramBook(FacilitiesWriter writer, DiagramQueries diagrams, ILiveFeed live, SiteClock clock)
{
    /// <summary>Keeps an arrangement; null: back to the template's. The same again changes nothing.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.DiagramMalformed"/>, <see cref="OperationCodes.NotFound"/>: not a community that the caller's firm runs.</exception>
    public async Task SaveAsync(Caller caller, CommunityId community, SystemKind system, DiagramLayout? layout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ManageAssets);
        layout?.Require();
        await writer.WriteAsync(async (unit, token) =>
        {
            if (!await unit.Db.CommunitiesRunBy(caller).AnyAsync(site => site.Id == community, token).ConfigureAwait(false))
                throw new RuleViolation(OperationCodes.NotFound, ("kind", "community"), ("id", community));
            var own = await unit.Db.SiteDiagrams.FirstOrDefaultAsync(diagram => diagram.CommunityId == community && diagram.System == system, token).ConfigureAwait(false);
            if (layout is null && own is null) return;
            var now = clock.GetUtcNow();
            if (layout is null) unit.Db.SiteDiagrams.Remove(own!);
            else
            {
                own ??= unit.Db.SiteDiagrams.Add(new SiteDiagram { CommunityId = community, System = system, Layout = layout }).Entity;
                (own.Layout, own.ChangedBy, own.ChangedAt) = (layout, caller.User, now);
            }

            unit.Audit(new AuditDraft(
                now, "diagram", string.Create(CultureInfo.InvariantCulture, $"{community}/{system}"), "change", caller.Role, caller.Actor.Organisation,
                CodedText.Of("diagram.changed", ("system", system), ("nodes", layout?.Nodes.Count ?? 0), ("links", layout?.Links.Count ?? 0)), caller.User is { } user ? CodedText.Of("personal", ("user", user)) : null));
            unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Site, community.Value)));
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Where the service would put the nodes if they were linked and grouped like this. Changes nothing.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.DiagramMalformed"/>, <see cref="OperationCodes.NotFound"/>.</exception>
    public async Task<IReadOnlyList<PlacedNode>> ArrangeAsync(Caller caller, string site, SystemKind system, DiagramLayout layout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(layout);
        layout.Require();
        var diagram = await diagrams.GetAsync(caller, site, system, cancellationToken, arranged: false).ConfigureAwait(false);
        var (plan, _) = ArrangedPlan.Of(new SystemPlan(diagram.Nodes, diagram.Links, diagram.Groups), layout);
        return SystemArrangement.Of(plan);
    }
}
